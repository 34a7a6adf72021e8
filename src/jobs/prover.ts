/** What jobs ask of a model beside its search: the shape of `answers` in a module that the composition root names. */
export interface Prover<Plan = unknown> {
  /** @returns what can be said of every timetable at once, in well under a second */
  floor(plan: Plan): ProvedFloor
  /** @returns what no timetable without broken hard rules undercuts, in medium, and in soft among those of at most this medium cost; soft null: there is none */
  bound(plan: Plan, options: BoundOrder): Promise<ProvedFloor>
}

export interface BoundOrder {
  readonly seconds: number
  readonly medium: number
  /** the cost of a timetable without broken hard rules: what is proved is not above it */
  readonly known?: { readonly medium: number; readonly soft: number }
  /** ends the proof; what is proved by then counts */
  readonly signal?: AbortSignal
  /** hears of everything that is proved on the way */
  readonly tell?: (proved: ProvedFloor) => void
}

/** What is proved about a plan's timetables. */
export interface ProvedFloor {
  readonly medium: number
  readonly soft: number | null
  /** ids of the rows that it counts; any other it takes for 0 */
  readonly covers: readonly string[]
  /** more time would not raise it */
  readonly proven: boolean
  /** a soft cost that no timetable without broken hard rules undercuts, at any medium cost, proved at once */
  readonly floor: number
}

/** What the thread of proofs hears; a proof goes by the number that it was begun with. */
export type ProofOrder =
  | { readonly proof: number; readonly plan: Uint8Array; readonly weights: Readonly<Record<string, number>> | undefined }
  | { readonly proof: number; readonly medium: number; readonly seconds: number }
  | { readonly proof: number; readonly end: true }

/** What it says: `upToMedium` null for a floor under every timetable. */
export interface ProofWord {
  readonly proof: number
  readonly floor: ProvedFloor
  readonly upToMedium: number | null
}
