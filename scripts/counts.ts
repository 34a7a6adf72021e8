/** `counts.ts REPORT CODE`: closes a run in CI with one plain line, from the test runner's JSON report and the exit code of the smoke test, which counts as one test. */
import { readFileSync } from 'node:fs'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly success: boolean
}

const [path, code] = process.argv.slice(2)
const report: Report = JSON.parse(readFileSync(path!, 'utf8'))
const smoke = code === '0'
const failed = report.numFailedTests + (smoke ? 0 : 1)
// a file that cannot be loaded has no tests that could fail
console.log(`${report.numPassedTests + (smoke ? 1 : 0)} passed, ${failed === 0 && !report.success ? 1 : failed} failed`)
