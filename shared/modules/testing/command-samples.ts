import { testId } from '../../command/testing/desk.ts'
import type { CommandName } from '../../contract/commands.ts'
import { hash } from './agency.ts'

/** How each command is said about a row, with what it needs: `fresh` is the id of what it makes. */
export type SampleRows = Record<
  'property' | 'contact' | 'photo' | 'document' | 'file' | 'batch' | 'member' | 'view' | 'viewOf' | 'command' | 'conflict' | 'label', string
>
export const commandSamples: Record<CommandName, (rows: SampleRows, fresh: string) => unknown> = {
  'agency.found': (_rows, fresh) => ({ agencyId: fresh, name: 'Other', referencePrefix: 'OTH',
    admin: { memberId: fresh, accountId: fresh, email: 'x@example.sn', name: 'X' } }),
  'agency.update': () => ({ id: testId('agency'), patch: { city: 'Thiès' } }),
  'member.create': (_rows, fresh) => ({ id: fresh, accountId: fresh, email: `${fresh}@example.sn`, name: 'New', role: 'agent' }),
  'member.update': ({ member }) => ({ id: member, patch: { phone: '33' } }),
  'member.setRole': ({ member }) => ({ id: member, role: 'admin' }),
  'member.setActive': ({ member }) => ({ id: member, active: true }),
  'member.link': ({ member }, fresh) => ({ id: member, accountId: fresh, email: `${fresh}@example.sn` }),
  'contact.create': (_rows, fresh) => ({ id: fresh, name: 'New' }),
  'contact.update': ({ contact }) => ({ id: contact, patch: { source: 'radio' } }),
  'contact.delete': ({ contact }) => ({ id: contact }),
  'contact.setRoles': ({ contact }) => ({ id: contact, add: ['buyer'] }),
  'contact.setPhones': ({ contact }) => ({ id: contact, phones: [{ typed: '77 000 11 22' }] }),
  'contact.setConsent': ({ contact }) => ({ id: contact, purpose: 'service', channel: 'phone', given: true, day: '2026-11-01' }),
  'property.create': (_rows, fresh) => ({ id: fresh, values: { title: 'New', kind: 'villa', transaction: 'sale' } }),
  'property.update': ({ property }) => ({ id: property, patch: { rooms: 9 } }),
  'property.edit': ({ property }) => ({ id: property, patch: { rooms: 9 }, add: ['garage'], remove: [], to: 'available' }),
  'property.updateMany': ({ property }) => ({ ids: [property], patch: { rooms: 8 } }),
  'property.delete': ({ property }) => ({ id: property }),
  'property.deleteMany': ({ property }) => ({ ids: [property] }),
  'property.setStatus': ({ property }) => ({ id: property, to: 'available' }),
  'property.setAmenities': ({ property }) => ({ id: property, add: ['pool'] }),
  'property.setPrimaryPhoto': ({ property, photo }) => ({ propertyId: property, id: photo }),
  'propertyPhoto.create': ({ property, file }, fresh) => ({ id: fresh, propertyId: property, fileId: file, position: 'b' }),
  'propertyPhoto.update': ({ photo }) => ({ id: photo, patch: { caption: 'Salon' } }),
  'propertyPhoto.delete': ({ photo }) => ({ id: photo }),
  'propertyDocument.create': ({ property, file }, fresh) => ({ id: fresh, propertyId: property, fileId: file, type: 'title',
    title: 'TF' }),
  'propertyDocument.update': ({ document }) => ({ id: document, patch: { title: 'TF 2' } }),
  'propertyDocument.delete': ({ document }) => ({ id: document }),
  'importBatch.start': (_rows, fresh) => ({ id: fresh, fileName: 'a.csv', rows: 1 }),
  'importBatch.addRows': ({ batch }, fresh) => ({ batchId: batch,
    rows: [{ id: fresh, line: 2, values: { title: 'Row', kind: 'villa', transaction: 'sale' } }] }),
  'importBatch.finish': ({ batch }) => ({ id: batch, state: 'done', imported: 0, duplicates: 0, rejected: 0 }),
  'file.create': (_rows, fresh) => ({ id: fresh, values: { sha256: hash(3), bytes: 1, mime: 'image/jpeg', name: 'n.jpg',
    width: 1, height: 1 } }),
  'savedView.create': ({ viewOf }, fresh) => ({ id: fresh,
    values: { memberId: viewOf, list: 'properties', name: 'V', filters: [], search: '', sort: [], columns: [], layout: 'table',
    position: 'a' } }),
  'savedView.update': ({ view }) => ({ id: view, patch: { name: 'W' } }),
  'savedView.delete': ({ view }) => ({ id: view }),
  'conflict.settle': ({ conflict }) => ({ id: conflict, take: 'lost' }),
  'core.undo': ({ command }) => ({ commandId: command }),
}
