import type { Member } from '../auth/model.ts'
import type { FileRow } from '../core/model.ts'
import type { Amenity } from './model-amenities.ts'
import type { ImportBatch, Property, PropertyDocument, PropertyPhoto, Transaction } from './model.ts'

/** What the queries of properties answer. Amounts are integer minor units, instants milliseconds UTC. */

export type PropertyListRow = Pick<Property,
  'id' | 'reference' | 'title' | 'kind' | 'transaction' | 'status' | 'region' | 'commune' | 'quartier' | 'priceAmount' | 'priceCurrency' | 'pricePeriod'
  | 'surfaceArea' | 'landArea' | 'rooms' | 'bedrooms' | 'bathrooms' | 'furnished' | 'titleType' | 'agentId' | 'ownerId' | 'updatedAt' | 'createdAt' | 'publishedAt'
  | 'availableFrom' | 'isPublic' | 'isFeatured' | 'versions'
> & { photoFileId: string | null; photoCount: number; agentName: string | null; ownerName: string | null }

export type PropertyPage = { rows: PropertyListRow[] }

/** Totals of what a filter shows; `median` ignores rows without a price. By transaction, since a rent and a sale do not add. */
export type PropertyTotals = {
  count: number
  /** A search gives at most 500, the newest; there were more. */
  more: boolean
  withoutPrice: number
  byTransaction: { transaction: Transaction; count: number; sum: number; median: number | null; pricePerSquareMetre: number | null }[]
}

export type OwnerView = { id: string; name: string; phones: { typed: string; e164: string | null; whatsapp: boolean }[]; roles: string[] }
export type FileView = Pick<FileRow, 'id' | 'sha256' | 'bytes' | 'mime' | 'name' | 'width' | 'height'>
export type PhotoView = Pick<PropertyPhoto, 'id' | 'position' | 'caption'> & { file: FileView }
export type DocumentView = Pick<PropertyDocument, 'id' | 'type' | 'title' | 'issuedOn' | 'validUntil' | 'isPublic' | 'createdAt'> & { file: FileView; addedBy: string }

export type PropertyView = {
  property: Property
  amenities: Amenity[]
  photos: PhotoView[]
  documents: DocumentView[]
  owner: OwnerView | null
  agent: Pick<Member, 'id' | 'name' | 'phone'> | null
  views: { total: number; lastThirtyDays: number }
  /** What the reader may do here, so that the interface offers nothing that would be refused. */
  mayEdit: boolean
  mayDelete: boolean
}

/** Why a property is like another: each part from 0 (same) to 1 (far), and its words' key with values. */
export type SimilarReason = { part: 'kind' | 'place' | 'price' | 'size'; distance: number; value: string | number | null }
export type SimilarProperty = { row: PropertyListRow; distance: number; reasons: SimilarReason[] }

export type DuplicateReason = 'ownerPhone' | 'title'
export type DuplicateCandidate = { row: PropertyListRow; reasons: DuplicateReason[]; likeness: number }

/** One line of history: a unit that changed, by whom, when; `undone` where a later act put it back. */
export type HistoryEntry = {
  commandId: string
  commandName: string
  at: number
  typedAt: number
  seq: number | null
  actorId: string
  actorName: string | null
  deviceId: string
  entity: string
  entityId: string
  kind: 'create' | 'update' | 'delete' | 'restore'
  patch: Record<string, unknown>
  before: Record<string, unknown> | null
  mayUndo: boolean
  undoneBy: string | null
  undoes: string | null
  /** How many rows the whole command touched. */
  rows: number
}
export type HistoryPage = { entries: HistoryEntry[]; more: boolean }

export type MapPoint = Pick<Property, 'region' | 'commune' | 'quartier' | 'transaction' | 'kind' | 'priceAmount' | 'priceCurrency' | 'title'> & {
  id: string
  latitude: number
  longitude: number
}
/** Properties without coordinates, counted by quartier and shown at its point. */
export type MapPlaceCount = { region: string | null; department: string | null; commune: string | null; quartier: string | null; count: number }
export type MapView = { points: MapPoint[]; places: MapPlaceCount[]; truncated: boolean; unplaced: number }

export type ImportBatchView = ImportBatch & { createdByName: string | null; undoable: boolean }
