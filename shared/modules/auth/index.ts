export { authCommands, authInvariants, createMember, foundAgency } from './commands.ts'
export { agency, member } from './model.ts'
export { levelOf, rightOf, rightsOf, rightsTable, subjects } from './rules.ts'
export { authQueries, currentAgency, readerOf } from './queries.ts'
