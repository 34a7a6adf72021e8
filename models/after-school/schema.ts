import { z } from 'zod'
import { planSchema } from './plan.ts'
import { timetableSchema } from './timetable.ts'

/** JSON Schemas (2020-12) of the documents as they are written: what has a default may be left out. */
export const planJsonSchema = () => z.toJSONSchema(planSchema, { io: 'input' })
export const timetableJsonSchema = () => z.toJSONSchema(timetableSchema, { io: 'input' })
