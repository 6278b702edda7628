import type { CatalogueRecord } from '../../../shared/modules/properties/index.ts'
import { keyBetween } from '../../../shared/values/order-key.ts'
import { AppError } from '../../../shared/values/error.ts'
import { keepFile, needFile } from '../../files/receive.ts'
import { ask, newId, say } from '../../house.ts'
import type { House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { actorOf, memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf, ReceivedFile } from '../operation.ts'
import { ownProperty } from '../properties/handlers.ts'
import { presentDocument, presentImages } from '../properties/presenters.ts'
import type { mediaContract } from './contract.ts'

type Asking = { house: House; caller: Account & { member: NonNullable<Account['member']> } }

const device = ({ caller }: Asking) => ({ deviceId: caller.sessionId })

/** The property that a photo or document of one's agency belongs to. Throws `not_found`. */
async function recordOf(asking: Asking, part: 'propertyPhoto' | 'propertyDocument', id: string): Promise<CatalogueRecord> {
  const { propertyId } = await ask<{ propertyId: string }>(asking.house, actorOf(asking.caller), 'properties.ofPart', { part, id })
  return ownProperty(asking, propertyId)
}

function imageOf(house: House, record: CatalogueRecord, id: string) {
  const shown = presentImages(house, record.property.agencyId, record.photos, record.property.primaryPhotoId).find((one) => one.id === id)
  if (!shown) throw new AppError('not_found', { entity: 'propertyPhoto', id })
  return shown
}

function documentOf(house: House, record: CatalogueRecord, id: string) {
  const found = record.documents.find((one) => one.id === id)
  if (!found) throw new AppError('not_found', { entity: 'propertyDocument', id })
  return presentDocument(house, record.property.agencyId, found)
}

/** The file that comes with the body, or one that came before. */
async function fileFor(asking: Asking, files: readonly ReceivedFile[], field: string, purpose: 'photo' | 'document', given: string | undefined): Promise<{ id: string; name: string }> {
  if (files.length === 0 && given !== undefined) {
    try {
      return await ask<{ id: string; name: string }>(asking.house, actorOf(asking.caller), 'files.read', { fileId: given })
    } catch (error) {
      throw error instanceof AppError && error.code === 'not_found' ? invalidField('file_id', 'reference_missing') : error
    }
  }
  return keepFile(asking.house, memberActor(asking.caller), needFile(files, field), purpose, asking.caller.sessionId)
}

/** Rights before bytes: a photo that may not be added is not stored either. */
async function mayTouch(asking: Asking, propertyId: string): Promise<CatalogueRecord> {
  const record = await ownProperty(asking, propertyId)
  await say(asking.house, actorOf(asking.caller), 'property.update', { id: propertyId, patch: {} }, device(asking))
  return record
}

async function positions(asking: Asking, propertyId: string): Promise<{ id: string; position: string }[]> {
  return ask(asking.house, actorOf(asking.caller), 'properties.photoOrder', { propertyId })
}

export const mediaHandlers: HandlersOf<typeof mediaContract> = {
  'images.add': async ({ house, caller, params, body, files }) => {
    const asking = { house, caller }
    await mayTouch(asking, params.id)
    const file = await fileFor(asking, files, 'image', 'photo', body.file_id)
    const id = newId(house)
    const last = (await positions(asking, params.id)).at(-1)
    const actor = actorOf(caller)
    await say(house, actor, 'propertyPhoto.create', { id, propertyId: params.id, fileId: file.id, position: keyBetween(last?.position ?? null, null), caption: body.title }, device(asking))
    if (body.is_primary) await say(house, actor, 'property.setPrimaryPhoto', { propertyId: params.id, id }, device(asking))
    return imageOf(house, await ownProperty(asking, params.id), id)
  },
  'images.ofProperty': async ({ house, caller, params }) => {
    const record = await ask<CatalogueRecord>(house, actorOf(caller), 'catalogue.get', { id: params.id })
    return presentImages(house, record.property.agencyId, record.photos, record.property.primaryPhotoId)
  },
  'images.list': async ({ house, caller, query }) => {
    const record = await ask<CatalogueRecord>(house, actorOf(caller), 'catalogue.get', { id: query.property })
    return presentImages(house, record.property.agencyId, record.photos, record.property.primaryPhotoId)
  },
  'images.get': async ({ house, caller, params }) => imageOf(house, await recordOf({ house, caller }, 'propertyPhoto', params.id), params.id),
  'images.update': async ({ house, caller, params, body }) => {
    const asking = { house, caller }
    const record = await recordOf(asking, 'propertyPhoto', params.id)
    const actor = actorOf(caller)
    const patch: Record<string, unknown> = body.title === undefined ? {} : { caption: body.title || null }
    if (body.order !== undefined) {
      const others = (await positions(asking, record.property.id)).filter(({ id }) => id !== params.id)
      const at = Math.min(body.order, others.length)
      patch['position'] = keyBetween(others[at - 1]?.position ?? null, others[at]?.position ?? null)
    }
    await say(house, actor, 'propertyPhoto.update', { id: params.id, patch }, device(asking))
    if (body.is_primary) await say(house, actor, 'property.setPrimaryPhoto', { propertyId: record.property.id, id: params.id }, device(asking))
    return imageOf(house, await ownProperty(asking, record.property.id), params.id)
  },
  'images.delete': async ({ house, caller, params }) => {
    await recordOf({ house, caller }, 'propertyPhoto', params.id)
    await say(house, actorOf(caller), 'propertyPhoto.delete', { id: params.id }, device({ house, caller }))
    return null
  },
  'images.deleteOf': async ({ house, caller, params, language }) => {
    const record = await ownProperty({ house, caller }, params.id)
    imageOf(house, record, params.image_id)
    await say(house, actorOf(caller), 'propertyPhoto.delete', { id: params.image_id }, device({ house, caller }))
    return { message: translate(language)('server.imageDeleted') }
  },
  'images.setPrimary': async ({ house, caller, params, body }) => {
    const asking = { house, caller }
    imageOf(house, await ownProperty(asking, params.id), body.image_id)
    await say(house, actorOf(caller), 'property.setPrimaryPhoto', { propertyId: params.id, id: body.image_id }, device(asking))
    return imageOf(house, await ownProperty(asking, params.id), body.image_id)
  },
  'documents.add': async ({ house, caller, params, body, files }) => {
    const asking = { house, caller }
    await mayTouch(asking, params.id)
    const file = await fileFor(asking, files, 'document', 'document', body.file_id)
    const id = newId(house)
    await say(house, actorOf(caller), 'propertyDocument.create', {
      id, propertyId: params.id, fileId: file.id, type: body.document_type, title: body.title ?? file.name, issuedOn: body.issued_on, validUntil: body.valid_until, isPublic: body.is_public,
    }, device(asking))
    return documentOf(house, await ownProperty(asking, params.id), id)
  },
  'documents.list': async ({ house, caller, query }) => {
    const record = await ownProperty({ house, caller }, query.property)
    return record.documents.map((one) => presentDocument(house, record.property.agencyId, one))
  },
  'documents.get': async ({ house, caller, params }) => documentOf(house, await recordOf({ house, caller }, 'propertyDocument', params.id), params.id),
  'documents.update': async ({ house, caller, params, body }) => {
    const asking = { house, caller }
    const record = await recordOf(asking, 'propertyDocument', params.id)
    const wanted = { title: body.title, type: body.document_type, isPublic: body.is_public, issuedOn: body.issued_on, validUntil: body.valid_until }
    const patch = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
    await say(house, actorOf(caller), 'propertyDocument.update', { id: params.id, patch }, device(asking))
    return documentOf(house, await ownProperty(asking, record.property.id), params.id)
  },
  'documents.delete': async ({ house, caller, params }) => {
    await recordOf({ house, caller }, 'propertyDocument', params.id)
    await say(house, actorOf(caller), 'propertyDocument.delete', { id: params.id }, device({ house, caller }))
    return null
  },
}
