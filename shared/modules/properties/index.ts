import { listingCommands } from './commands.ts'
import { importCommands } from './commands-import.ts'
import { mediaCommands, photoConsequences } from './commands-media.ts'
import { ownerMerged } from './owner-merged.ts'
import { statusTold } from './status-told.ts'

export const propertyCommands = [...listingCommands, ...mediaCommands, ...importCommands]
export const propertyConsequences = [...photoConsequences, ownerMerged, statusTold]
export { propertyInvariants, propertyProjection } from './projection.ts'
export { countView } from './view-count.ts'
export { importBatch, property, propertyAmenity, propertyDocument, propertyPhoto } from './model.ts'
export { historyOf, listRows, propertyDashboard, propertyQueries, scopesOf } from './queries.ts'
export { catalogueQueries } from './queries-catalogue.ts'
export type { CatalogueAsked, CataloguePage, CatalogueRecord, CatalogueRow, CatalogueSort } from './queries-catalogue.ts'
