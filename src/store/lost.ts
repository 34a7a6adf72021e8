/** PostgreSQL's and the network's words for "the database is not there just now", or takes nothing: no disk, memory, connections, or a server that only reads just now */
const lostCodes = /^(08...|57P0[1-5]|53[0-3]00|58030|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN))$/
const lostWords = /connection terminated|timeout exceeded when trying to connect|the embedded database|client has encountered a connection error|not queryable/i
/** two transactions met, a lock was not to be had, or a statement took too long: begin again */
const againCodes = /^(40001|40P01|55P03|57014)$/

const codeOf = (error: Error): string => (error as { code?: string }).code ?? ''

export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostCodes.test(codeOf(error)) || lostWords.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseLost)
  return error.cause !== undefined && isDatabaseLost(error.cause)
}

/** @returns whether the same may well succeed later: the database is away, or others were in the way. A constraint or a slip in the code is no such thing */
export const isPassing = (error: unknown): boolean => isDatabaseLost(error) || (error instanceof Error && againCodes.test(codeOf(error)))

/**
 * For work that is done again and again anyway.
 * @returns what hears of its failures: it is silent about those that pass, and tells the first of any others
 */
export function tellOnce(tell: (error: unknown) => void): (error: unknown) => void {
  let told = false
  return (error) => {
    if (told || isPassing(error)) return
    told = true
    tell(error)
  }
}
