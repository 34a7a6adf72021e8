import type { LevelName, RowId } from '../catalogue.ts'
import type { domains, overridableFields, priorityGroups } from '../plan.ts'

export type Domain = (typeof domains)[number]
export type PriorityGroup = (typeof priorityGroups)[number]
export type PolicyField = (typeof overridableFields)[number]

/** The values of a policy as a document states them: clock times are HH:MM. */
export interface PolicyValues {
  /** no session ends later; null: no bound */
  readonly latestEnd: string | null
  /** service on a school day should not end before it; null: no wish. Reported, never enforced */
  readonly earliestEnd: string | null
  /** minutes of service wished on every school day. Reported, never enforced */
  readonly minutesPerDay: number | null
  readonly noonAllowed: boolean
  /** children in care per supervisor */
  readonly studentsPerSupervisor: number
  /** children in a free tutoring group; more is a class in disguise */
  readonly tutoringGroupMax: number
  /** percent of the filled seats, at least, held by staff in service */
  readonly inServiceSharePercent: number
  readonly requiredDomains: readonly Domain[]
  /** group: somebody in service in every group with an external; site: somewhere on the site at that time; no: not asked */
  readonly externalsAccompanied: 'group' | 'site' | 'no'
  readonly priorityGroups: readonly PriorityGroup[]
  /** which grades may share a care group */
  readonly mergeGrades: 'same' | 'adjacent' | 'any'
  /** minutes, at most, between a class's dismissal and the first bell of its slots */
  readonly handoverMinutes: number
}

export interface Text {
  readonly en: string
  readonly zh: string
}

/** What a document says in one place. */
export interface Provision {
  /** where the document says it; '' where it is silent */
  readonly clause: string
  readonly text: Text
}

/** One field of a pack: the value, and where it comes from. */
export interface Term<Value> extends Provision {
  readonly value: Value
  /** the document gives no such number: why this one */
  readonly assumption?: Text
}

/** A policy as data: one document, every value with its clause. */
export interface PolicyPack {
  readonly id: string
  readonly title: Text
  /** issuer and number of the document */
  readonly document: string
  /** first and last date on which it holds, inclusive; without a last one it still does */
  readonly validFrom: string
  readonly validUntil?: string
  readonly fields: { readonly [Field in PolicyField]: Term<PolicyValues[Field]> }
  /** what may not be overridden: faults of a plan */
  readonly rules: {
    readonly registeredPoorFree: Provision
    readonly tutoringFree: Provision
    readonly noBarredStaff: Provision
    /** income covers cost and no more */
    readonly costRecovery: Provision
  }
  /** rows whose level differs from the catalogue's */
  readonly levels: Partial<Record<RowId, LevelName>>
}
