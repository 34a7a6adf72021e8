export type { Domain, PolicyField, PolicyPack, PolicyValues, PriorityGroup, Provision, Term, Text } from './pack.ts'
export { findPack, type Policy, type PolicyTerm, policyPacks, policyTerms, resolvePolicy } from './resolve.ts'
