/** What the service's bench runs stand on: handed to it by `src/main.ts` and `src/worker.ts`. */
export const benchSource = {
  jobUrl: new URL('./bench-job.ts', import.meta.url).href,
  suites: ['after-school', 'course-timetabling', 'shift-scheduling'],
  generated: ['after-school'],
} as const
