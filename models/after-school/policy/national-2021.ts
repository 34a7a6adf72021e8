import type { PolicyPack } from './pack.ts'

/**
 * 中办发〔2021〕40号 ("double reduction"), part three, with the Ministry's "5+2" of the same summer: on each of five school days at least two hours.
 * Clauses 9 and 10 were checked against the text on gov.cn (content_5627132); 1 and 11 are cited from memory.
 * Where it is silent the assumptions are those of the Luoyang pack, so that the two differ only where the documents do.
 */
export const national2021: PolicyPack = {
  id: 'national-2021',
  title: {
    en: 'China: opinions on easing homework and off-campus tutoring in compulsory education',
    zh: '关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见',
  },
  document: '中办发〔2021〕40号',
  validFrom: '2021-07-24',
  fields: {
    latestEnd: { value: null, clause: '', text: { en: 'Silent on a latest end.', zh: '未规定最晚结束时间。' } },
    earliestEnd: {
      value: '17:30',
      clause: '9',
      text: { en: 'In principle the service ends no earlier than the local end of work.', zh: '课后服务结束时间原则上不早于当地正常下班时间。' },
      assumption: { en: 'work ends at 17:30; override it with the local time', zh: '当地下班时间按17:30计，可按实际调整' },
    },
    minutesPerDay: {
      value: 120,
      clause: '5+2',
      text: { en: 'Five days a week, at least two hours each day.', zh: '学校每周5天都要开展课后服务，每天至少开展2小时。' },
    },
    noonAllowed: {
      value: false,
      clause: '9',
      text: { en: 'The service follows the lessons of the afternoon.', zh: '课后服务在下午放学后开展。' },
      assumption: {
        en: 'a time bounded by the end of work is a time after the afternoon’s lessons; the notice of four ministries of December 2023 says so: care at lunch, before lessons and in the evening is no part of the service',
        zh: '以下班时间为界，即指下午放学之后；教育部办公厅等四部门2023年12月通知明确：早到校看管、午餐午休看管、晚自习等不得纳入课后服务范围',
      },
    },
    studentsPerSupervisor: {
      value: 40,
      clause: '',
      text: { en: 'Silent on numbers.', zh: '未规定人数。' },
      assumption: { en: 'about 40 children per care group are usual (Qingdao)', zh: '参照部分城市托管每组约40人' },
    },
    tutoringGroupMax: {
      value: 8,
      clause: '10',
      text: {
        en: 'Tutoring and answers for students with difficulties; the service is not used to teach new lessons.',
        zh: '对学习有困难的学生进行补习辅导与答疑，不得利用课后服务时间讲新课。',
      },
      assumption: { en: 'a tutoring group has at most 8 children', zh: '辅导按每组不超过8人理解' },
    },
    inServiceSharePercent: {
      value: 50,
      clause: '11',
      text: { en: 'Generally given by the school’s own teachers.', zh: '课后服务一般由本校教师承担。' },
      assumption: { en: '"generally" is read as at least half of the seats', zh: '“一般”按不少于半数岗位理解' },
    },
    requiredDomains: {
      value: ['moral', 'intellectual', 'physical', 'aesthetic', 'labour'],
      clause: '1',
      text: { en: 'All-round education in the five domains.', zh: '构建德智体美劳全面培养的教育体系。' },
    },
    externalsAccompanied: {
      value: 'site',
      clause: '11',
      text: { en: 'Retired teachers, qualified professionals and volunteers may be engaged.', zh: '也可聘请退休教师、具备资质的社会专业人员或志愿者提供。' },
      assumption: { en: 'somebody in service is on the site at the time', zh: '同一校区同一时段有在职教职工在岗' },
    },
    priorityGroups: {
      value: ['disabled', 'left-behind', 'migrant', 'poor'],
      clause: '',
      text: { en: 'Silent on priority in access.', zh: '未规定优先保障群体。' },
      assumption: { en: 'the groups of the ministry’s guidance of 2017 (教基一厅〔2017〕2号)', zh: '沿用教基一厅〔2017〕2号的优先群体' },
    },
    mergeGrades: {
      value: 'adjacent',
      clause: '',
      text: { en: 'Silent on shared care groups.', zh: '未规定并班托管。' },
      assumption: { en: 'neighbouring grades can do homework in one room', zh: '相邻年级可同室自习' },
    },
    handoverMinutes: {
      value: 20,
      clause: '',
      text: { en: 'Silent on handover.', zh: '未规定衔接时长。' },
      assumption: { en: 'a break of at most 20 minutes between lessons and service', zh: '放学与服务衔接不超过20分钟' },
    },
  },
  rules: {
    registeredPoorFree: {
      clause: '',
      text: { en: 'Silent; the duty of earlier documents is kept.', zh: '未规定；沿用此前文件对建档立卡家庭子女免费的要求。' },
    },
    tutoringFree: { clause: '10', text: { en: 'Tutoring is part of the service.', zh: '对学习有困难的学生进行补习辅导与答疑，属课后服务内容。' } },
    noBarredStaff: { clause: '11', text: { en: 'People from outside need to be qualified.', zh: '聘请人员须具备资质。' } },
    costRecovery: {
      clause: '',
      text: {
        en: 'Cost is shared by public funds, service fees or charges collected on behalf of others.',
        zh: '经费采取财政补贴、服务性收费或代收费等方式保障。',
      },
    },
  },
  levels: {},
}
