export type { Domain, PolicyField, PolicyPack, PolicyValues, PriorityGroup, Provision, Term, Text } from './pack.ts'
export type { Policy, PolicyTerm } from './policy.ts'
export { findPack, policyPacks, policyTerms, resolvePolicy } from './resolve.ts'
