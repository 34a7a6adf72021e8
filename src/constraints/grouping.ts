/**
 * How a rule sees the variables: each belongs to an owner, each value falls into a class.
 * A lecture belongs to a course; a place falls into a day, a period or a room.
 */
export interface Grouping {
  /** variable → owner */
  readonly ownerOf: Int32Array
  readonly owners: number
  /** value → class */
  readonly classOf: Int32Array
  readonly classes: number
}

/** A variable that has no value yet is no concern of any rule. */
export const unset = -1

/** The variables 0 … n − 1: the scope of a rule about all of them. */
export function* everyVariable(grouping: Grouping): Generator<number> {
  for (let variable = 0; variable < grouping.ownerOf.length; variable++) yield variable
}
