export { coreCommands, coreInvariants } from './commands.ts'
export { file, savedView } from './model.ts'
export { coreQueries } from './queries.ts'
export type { Dashboard, MemberView, RightsTable } from './model-views.ts'
