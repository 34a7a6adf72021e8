import type { PolicyPack } from './pack.ts'

/** 洛教基〔2020〕87号. The number dates it to 2020; the text carries no day, so it is taken to hold from the school year that began in that year. */
export const luoyang2020: PolicyPack = {
  id: 'luoyang-2020-87',
  title: {
    en: 'Luoyang: guidance on after-school service in primary and secondary schools',
    zh: '洛阳市教育局等七部门关于做好中小学生课后服务工作的指导意见',
  },
  document: '洛教基〔2020〕87号',
  validFrom: '2020-09-01',
  fields: {
    latestEnd: {
      value: '18:00',
      clause: '三(二)',
      text: {
        en: 'In principle the service ends no later than 18:00; the season may move it.',
        zh: '结束时间原则上不晚于18:00，可根据当地实际情况、家长需求和季节弹性确定。',
      },
    },
    earliestEnd: { value: null, clause: '', text: { en: 'Silent on an earliest end.', zh: '未规定最早结束时间。' } },
    minutesPerDay: { value: null, clause: '', text: { en: 'Silent on minutes a day.', zh: '未规定每日服务时长。' } },
    noonAllowed: {
      value: true,
      clause: '三(二)',
      text: { en: 'Where conditions allow, the service may be extended to the noon break.', zh: '有条件的地方可以适当扩大到中午课后。' },
    },
    studentsPerSupervisor: {
      value: 40,
      clause: '四(四)',
      text: { en: 'Supervision and handover must be organized; no number is given.', zh: '制定并落实考勤、监管、交接班制度；未规定人数。' },
      assumption: { en: 'about 40 children per care group are usual elsewhere (Qingdao)', zh: '参照其他城市托管每组约40人' },
    },
    tutoringGroupMax: {
      value: 8,
      clause: '三(三)',
      text: {
        en: 'Free tutoring for individual students with difficulties; never teaching a class under another name.',
        zh: '提倡对个别学习有困难的学生给予免费辅导帮助，严禁变相成为集体教学或“补课”。',
      },
      assumption: { en: '"individual students" is read as a group of at most 8', zh: '“个别”按每组不超过8人理解' },
    },
    inServiceSharePercent: {
      value: 50,
      clause: '四(二)',
      text: { en: 'In principle mainly staff in service at the school.', zh: '原则上以学校在职教职工为主。' },
      assumption: { en: '"mainly" is read as at least half of the seats', zh: '“为主”按不少于半数岗位理解' },
    },
    requiredDomains: {
      value: ['moral', 'intellectual', 'physical', 'aesthetic', 'labour'],
      clause: '二(四)',
      text: { en: 'All-round development: moral, intellectual, physical, aesthetic, labour.', zh: '促进学生德智体美劳全面发展。' },
    },
    externalsAccompanied: {
      value: 'site',
      clause: '四(四)',
      text: {
        en: 'The character, health and qualification of everybody who serves are checked; supervision is organized.',
        zh: '对参与课后服务人员的品德、健康、资质严格把关，制定并落实考勤、监管、交接班制度。',
      },
      assumption: {
        en: 'supervision is asked for, a second adult in every group is not: somebody in service on the site at the time is read as enough',
        zh: '文件要求监管，未要求每组配第二名成人；按同一校区同一时段有在职教职工在岗理解',
      },
    },
    priorityGroups: {
      value: ['disabled', 'left-behind', 'migrant', 'poor'],
      clause: '三(一)',
      text: {
        en: 'First come disabled children, left-behind children, children of migrant workers and of families in economic difficulty.',
        zh: '优先保障残疾儿童、留守儿童、进城务工人员随迁子女、家庭经济困难学生等急需服务群体。',
      },
    },
    mergeGrades: {
      value: 'adjacent',
      clause: '',
      text: { en: 'Silent on shared care groups.', zh: '未规定并班托管。' },
      assumption: { en: 'neighbouring grades can do homework in one room', zh: '相邻年级可同室自习' },
    },
    handoverMinutes: {
      value: 20,
      clause: '四(四)',
      text: { en: 'Supervision and handover must be organized; no number is given.', zh: '制定并落实考勤、监管、交接班制度；未规定时长。' },
      assumption: { en: 'a break of at most 20 minutes between lessons and service', zh: '放学与服务衔接不超过20分钟' },
    },
  },
  rules: {
    registeredPoorFree: {
      clause: '二(五)',
      text: { en: 'Free of charge for children of registered poor households.', zh: '对建档立卡贫困家庭子女要提供免费服务。' },
    },
    tutoringFree: { clause: '三(三)', text: { en: 'Tutoring of students with difficulties is free.', zh: '对个别学习有困难的学生给予免费辅导帮助。' } },
    noBarredStaff: { clause: '四(二)', text: { en: 'Nobody with a bad record takes part.', zh: '严禁有不良记录人员参与课后服务。' } },
    costRecovery: {
      clause: '二(五) 四(三)',
      text: { en: 'Fees share the cost; no profit, no unauthorized fees.', zh: '坚持成本补偿和非营利原则，严禁乱收费。' },
    },
  },
  levels: {},
}
