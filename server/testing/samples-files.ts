import { Readable } from 'node:stream'
import type { BlobStore } from '../../shared/files/blob-store.ts'
import type { StoredFile } from '../../shared/files/receive.ts'
import { storePhoto } from '../../shared/files/receive.ts'
import { normalisePhoto } from '../../shared/files/images.ts'
import { sharp } from '../../shared/files/sharp.ts'
import { fileUrl } from '../files/links.ts'
import { property } from './things.ts'
import type { Asking, Sample } from './things.ts'

/** A photo as a telephone sends it: turned, with the place where it was taken. */
export const photoBytes: Promise<Buffer> = sharp({ create: { width: 640, height: 480, channels: 3, background: '#b4552d' } })
  .withExif({ IFD0: { Model: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '14/1 44/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '17/1 30/1 0/1' } }).jpeg().toBuffer()
export const pdfBytes = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

export async function photoForm(fields: Record<string, string> = {}, name = 'image'): Promise<FormData> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set(name, new File([new Uint8Array(await photoBytes)], 'salon.jpg', { type: 'image/jpeg' }))
  return form
}

function pdfForm(fields: Record<string, string> = {}, name = 'document'): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set(name, new File([new Uint8Array(pdfBytes)], 'titre foncier.pdf', { type: 'application/pdf' }))
  return form
}

/** Another row each time, the same bytes once for each agency of each server: making them is what takes time. */
const stored = new WeakMap<BlobStore, Map<string, Promise<StoredFile>>>()

function storedPhoto(blobs: BlobStore, agencyId: string): Promise<StoredFile> {
  const kept = stored.get(blobs) ?? new Map<string, Promise<StoredFile>>()
  stored.set(blobs, kept)
  const known = kept.get(agencyId) ?? (async () => storePhoto(blobs, agencyId, await normalisePhoto(await photoBytes), 'salon.jpg'))()
  kept.set(agencyId, known)
  return known
}

async function fileRow({ world, agency, owner }: Asking, kind: 'photo' | 'paper' = 'photo'): Promise<string> {
  const id = world.newId()
  const { blobs } = world.server.house.services
  if (kind === 'photo') {
    await world.act(owner, agency, 'file.create', { id, values: await storedPhoto(blobs, agency.id) })
  } else {
    const { sha256, bytes } = await blobs.put(agency.id, pdfBytes)
    await world.act(owner, agency, 'file.create', { id, values: { sha256, bytes, mime: 'application/pdf', name: `${agency.secret}.pdf`, width: null, height: null } })
  }
  return id
}

export async function photo(asking: Asking, propertyId?: string): Promise<{ id: string; propertyId: string; fileId: string }> {
  const { world, agency, owner } = asking
  const of = propertyId ?? (await property(asking))
  const fileId = await fileRow(asking)
  const id = world.newId()
  await world.act(owner, agency, 'propertyPhoto.create', { id, propertyId: of, fileId, position: `a${world.newId().replaceAll('-', '').slice(-8)}z`, caption: 'Salon' })
  return { id, propertyId: of, fileId }
}

export async function paper(asking: Asking): Promise<{ id: string; propertyId: string }> {
  const { world, agency, owner } = asking
  const propertyId = await property(asking)
  const fileId = await fileRow(asking, 'paper')
  const id = world.newId()
  await world.act(owner, agency, 'propertyDocument.create', { id, propertyId, fileId, type: 'title', title: agency.secret, isPublic: false })
  return { id, propertyId }
}

/** An upload of whoever the scope says: the caller himself where it is his own. */
async function upload(asking: Asking, whole: boolean): Promise<string> {
  const { world, agency, owner, caller } = asking
  const mine = owner === world.ours.agent && agency === world.ours && (caller === 'agent' || caller === 'manager' || caller === 'admin')
  const { accountId } = mine ? world.ours[caller] : owner
  const { uploads } = world.server.house.services
  const { id } = await uploads.begin(accountId, agency.id, { name: 'titre.pdf', bytes: pdfBytes.length, purpose: 'document' })
  if (whole) await uploads.put(accountId, id, 0, Readable.from([pdfBytes]))
  return id
}

export const fileSamples = {
  'files.open': async (asking: Asking): Promise<Sample> => {
    const { fileId } = await photo(asking)
    const url = new URL(fileUrl(asking.world.server.house, { agencyId: asking.agency.id, fileId, variant: 'thumb' }))
    return { params: { id: fileId }, query: Object.fromEntries(url.searchParams) }
  },
  'files.upload': (): Sample => ({ form: pdfForm({ purpose: 'document' }, 'file') }),
  'files.list': (): Sample => ({ query: { page_size: '2' } }),
  'uploads.begin': (): Sample => ({ body: { name: 'salon.jpg', bytes: 1000, purpose: 'photo' } }),
  'uploads.state': async (asking: Asking): Promise<Sample> => ({ params: { id: await upload(asking, false) } }),
  'uploads.put': async (asking: Asking): Promise<Sample> => ({ params: { id: await upload(asking, false) }, query: { offset: '0' }, bytes: pdfBytes.subarray(0, 20) }),
  'uploads.complete': async (asking: Asking): Promise<Sample> => ({ params: { id: await upload(asking, true) }, body: {} }),
  'uploads.cancel': async (asking: Asking): Promise<Sample> => ({ params: { id: await upload(asking, false) } }),
  'images.add': async (asking: Asking): Promise<Sample> => ({ params: { id: await property(asking) }, form: await photoForm({ is_primary: 'true', title: 'Salon' }) }),
  'images.ofProperty': async (asking: Asking): Promise<Sample> => ({ params: { id: (await photo(asking)).propertyId } }),
  'images.list': async (asking: Asking): Promise<Sample> => ({ query: { property: (await photo(asking)).propertyId } }),
  'images.get': async (asking: Asking): Promise<Sample> => ({ params: { id: (await photo(asking)).id } }),
  'images.update': async (asking: Asking): Promise<Sample> => {
    const first = await photo(asking)
    await photo(asking, first.propertyId)
    return { params: { id: first.id }, body: { title: 'Cuisine', order: 1, is_primary: true } }
  },
  'images.delete': async (asking: Asking): Promise<Sample> => ({ params: { id: (await photo(asking)).id } }),
  'images.deleteOf': async (asking: Asking): Promise<Sample> => {
    const { id, propertyId } = await photo(asking)
    return { params: { id: propertyId, image_id: id } }
  },
  'images.setPrimary': async (asking: Asking): Promise<Sample> => {
    const { id, propertyId } = await photo(asking)
    return { params: { id: propertyId }, body: { image_id: id } }
  },
  'documents.add': async (asking: Asking): Promise<Sample> => ({ params: { id: await property(asking) }, form: pdfForm({ document_type: 'title', title: 'Titre foncier' }) }),
  'documents.list': async (asking: Asking): Promise<Sample> => ({ query: { property: (await paper(asking)).propertyId } }),
  'documents.get': async (asking: Asking): Promise<Sample> => ({ params: { id: (await paper(asking)).id } }),
  'documents.update': async (asking: Asking): Promise<Sample> => ({ params: { id: (await paper(asking)).id }, body: { is_public: true } }),
  'documents.delete': async (asking: Asking): Promise<Sample> => ({ params: { id: (await paper(asking)).id } }),
}
