import type { Actor, Level, Subject } from '../../values/actor.ts'

/**
 * Who may do what: one table, used by dispatch and by every query, shown in the application, tested row by row.
 * Columns: agent, manager, admin, client, anonymous, operator, job, webhook.
 * `own` is judged by the entity's `ownedBy` (a property: its agent, else its creator).
 */
export const subjects = ['agent', 'manager', 'admin', 'client', 'anonymous', 'operator', 'job', 'webhook'] as const satisfies readonly Subject[]

const n = 'none', o = 'own', a = 'agency', all = 'all'
type Levels = readonly [Level, Level, Level, Level, Level, Level, Level, Level]

export const rightsTable = {
  commands: {
    'agency.found': [n, n, n, n, n, n, all, n],
    'agency.update': [n, n, a, n, n, all, n, n],
    'member.create': [n, n, a, n, n, n, all, n],
    'member.update': [n, n, a, n, n, n, all, n],
    'member.setRole': [n, n, a, n, n, n, n, n],
    'member.setActive': [n, n, a, n, n, all, n, n],
    'member.link': [n, n, n, n, n, n, all, n],
    'contact.create': [a, a, a, n, n, n, all, n],
    'contact.update': [o, a, a, n, n, n, all, n],
    'contact.describeSelf': [n, n, n, o, n, n, n, n],
    'contact.delete': [o, a, a, n, n, n, all, n],
    'contact.setRoles': [o, a, a, n, n, n, all, n],
    'contact.setPhones': [o, a, a, n, n, n, all, n],
    'contact.setConsent': [o, a, a, n, n, n, all, n],
    'contact.setTags': [o, a, a, n, n, n, all, n],
    'contact.merge': [o, a, a, n, n, n, all, n],
    'clientSearch.create': [o, a, a, o, n, n, all, n],
    'clientSearch.update': [o, a, a, o, n, n, all, n],
    'clientSearch.delete': [o, a, a, n, n, n, all, n],
    'lead.create': [a, a, a, a, n, n, all, n],
    'lead.update': [o, a, a, n, n, n, all, n],
    'lead.delete': [o, a, a, n, n, n, all, n],
    'lead.setStatus': [o, a, a, n, n, n, all, n],
    'lead.qualify': [o, a, a, n, n, n, all, n],
    'lead.assign': [o, a, a, n, n, n, all, n],
    'lead.distribute': [n, a, a, n, n, n, all, n],
    'lead.convert': [o, a, a, n, n, n, all, n],
    'interaction.create': [a, a, a, o, n, n, all, n],
    'interaction.update': [o, a, a, n, n, n, all, n],
    'interaction.delete': [o, a, a, n, n, n, all, n],
    'interaction.setStatus': [o, a, a, n, n, n, all, n],
    'clientNote.create': [a, a, a, n, n, n, all, n],
    'clientNote.update': [o, a, a, n, n, n, all, n],
    'clientNote.delete': [o, a, a, n, n, n, all, n],
    'task.create': [a, a, a, n, n, n, all, n],
    'task.update': [o, a, a, n, n, n, all, n],
    'task.delete': [o, a, a, n, n, n, all, n],
    'task.setState': [o, a, a, n, n, n, all, n],
    'interest.track': [o, a, a, o, n, n, all, n],
    'followUp.remind': [a, a, a, n, n, n, all, n],
    'interest.update': [o, a, a, n, n, n, all, n],
    'interest.delete': [o, a, a, o, n, n, all, n],
    'alertMessage.tell': [n, n, n, n, n, n, all, n],
    'alertMessage.setState': [o, a, a, n, n, n, all, n],
    'property.create': [a, a, a, n, n, n, all, n],
    'property.update': [o, a, a, n, n, n, all, n],
    'property.edit': [o, a, a, n, n, n, all, n],
    'property.updateMany': [o, a, a, n, n, n, all, n],
    'property.delete': [o, a, a, n, n, n, all, n],
    'property.deleteMany': [o, a, a, n, n, n, all, n],
    'property.setStatus': [o, a, a, n, n, n, all, n],
    'property.setAmenities': [o, a, a, n, n, n, all, n],
    'property.setPrimaryPhoto': [o, a, a, n, n, n, all, n],
    'propertyPhoto.create': [o, a, a, n, n, n, all, n],
    'propertyPhoto.update': [o, a, a, n, n, n, all, n],
    'propertyPhoto.delete': [o, a, a, n, n, n, all, n],
    'propertyDocument.create': [o, a, a, n, n, n, all, n],
    'propertyDocument.update': [o, a, a, n, n, n, all, n],
    'propertyDocument.delete': [o, a, a, n, n, n, all, n],
    'importBatch.start': [a, a, a, n, n, n, all, n],
    'importBatch.addRows': [o, a, a, n, n, n, all, n],
    'importBatch.finish': [o, a, a, n, n, n, all, n],
    'file.create': [a, a, a, n, n, n, all, n],
    'savedView.create': [o, o, o, n, n, n, all, n],
    'savedView.update': [o, o, o, n, n, n, all, n],
    'savedView.delete': [o, o, o, n, n, n, all, n],
    'notification.mark': [o, o, o, o, n, n, n, n],
    'notification.markAll': [o, o, o, o, n, n, n, n],
    'notification.snooze': [o, o, o, o, n, n, n, n],
    'notification.dismiss': [o, o, o, o, n, n, n, n],
    'notification.setPreferences': [o, o, o, o, n, n, n, n],
    // The rights of the row, and of what is undone, are judged inside.
    'conflict.settle': [a, a, a, n, n, n, all, n],
    'core.undo': [a, a, a, n, n, n, all, n],
  },
  queries: {
    'agency.get': [a, a, a, n, n, all, all, n],
    'agency.usage': [a, a, a, n, n, all, all, n],
    'team.list': [a, a, a, n, n, n, all, n],
    'team.accounts': [a, a, a, n, n, all, all, n],
    'team.rights': [a, a, a, n, n, n, all, n],
    'team.add': [n, n, a, n, n, n, n, n],
    'team.setPassword': [n, n, a, n, n, n, n, n],
    'properties.page': [a, a, a, n, n, n, all, n],
    'properties.totals': [a, a, a, n, n, n, all, n],
    'properties.neighbours': [a, a, a, n, n, n, all, n],
    'properties.get': [a, a, a, n, n, n, all, n],
    'properties.ofOwner': [a, a, a, n, n, n, all, n],
    'properties.similar': [a, a, a, n, n, n, all, n],
    'properties.duplicates': [a, a, a, n, n, n, all, n],
    'properties.history': [a, a, a, n, n, n, all, n],
    'properties.ofPart': [a, a, a, n, n, n, all, n],
    'properties.photoOrder': [a, a, a, n, n, n, all, n],
    'properties.map': [a, a, a, n, n, n, all, n],
    'properties.places': [a, a, a, n, n, n, all, n],
    'properties.viewed': [a, a, a, n, n, n, n, n],
    'properties.exportCsv': [n, a, a, n, n, n, all, n],
    // Across agencies: what is published, and for members all of their own (shared/modules/properties/queries-catalogue.ts).
    'catalogue.page': [all, all, all, all, all, all, all, n],
    'catalogue.count': [all, all, all, all, all, all, all, n],
    'catalogue.get': [all, all, all, all, all, all, all, n],
    'catalogue.rows': [all, all, all, all, all, all, all, n],
    'catalogue.kinds': [all, all, all, all, all, all, all, n],
    'catalogue.totals': [all, all, all, all, all, all, all, n],
    'catalogue.agencies': [all, all, all, all, all, all, all, n],
    'properties.statistics': [o, a, a, n, n, n, all, n],
    'imports.preview': [a, a, a, n, n, n, all, n],
    'imports.repeats': [a, a, a, n, n, n, all, n],
    'imports.run': [a, a, a, n, n, n, all, n],
    'imports.undo': [o, a, a, n, n, n, all, n],
    'imports.batches': [a, a, a, n, n, n, all, n],
    'imports.rejectedFile': [a, a, a, n, n, n, all, n],
    'contacts.page': [a, a, a, n, n, n, all, n],
    'contacts.get': [a, a, a, n, n, n, all, n],
    'contacts.alike': [a, a, a, n, n, n, all, n],
    'contacts.life': [a, a, a, n, n, n, all, n],
    // A client is given himself, and what he was told (crm/queries-clients.ts, queries-pages.ts).
    'clients.page': [a, a, a, o, n, n, all, n],
    'clients.interactions': [a, a, a, o, n, n, all, n],
    'clients.interests': [a, a, a, o, n, n, all, n],
    'clients.offers': [a, a, a, o, n, n, all, n],
    'clients.notes': [a, a, a, n, n, n, all, n],
    'clients.task': [a, a, a, n, n, n, all, n],
    'clients.figures': [a, a, a, n, n, n, all, n],
    'contacts.tags': [a, a, a, n, n, n, all, n],
    'contacts.duplicates': [a, a, a, n, n, n, all, n],
    'contacts.merging': [a, a, a, n, n, n, all, n],
    'searches.page': [a, a, a, n, n, n, all, n],
    'reports.client': [a, a, a, n, n, n, all, n],
    'reports.agent': [o, a, a, n, n, n, all, n],
    'reports.agency': [a, a, a, n, n, n, all, n],
    'leads.page': [a, a, a, n, n, n, all, n],
    'leads.neighbours': [a, a, a, n, n, n, all, n],
    'leads.board': [a, a, a, n, n, n, all, n],
    'leads.get': [a, a, a, n, n, n, all, n],
    'leads.alike': [a, a, a, n, n, n, all, n],
    'leads.history': [a, a, a, n, n, n, all, n],
    'leads.statistics': [a, a, a, n, n, n, all, n],
    'tasks.page': [a, a, a, n, n, n, all, n],
    'reminders.due': [o, o, o, n, n, n, all, n],
    'tasks.get': [a, a, a, n, n, n, all, n],
    'matching.properties': [a, a, a, n, n, n, all, n],
    'matching.clients': [a, a, a, n, n, n, all, n],
    'matching.latest': [a, a, a, n, n, n, all, n],
    'matching.runAll': [a, a, a, n, n, n, n, n],
    'matching.some': [a, a, a, n, n, n, all, n],
    'matching.overview': [a, a, a, n, n, n, all, n],
    'matching.score': [a, a, a, n, n, n, all, n],
    'alerts.messages': [a, a, a, n, n, n, all, n],
    'alerts.log': [a, a, a, n, n, n, all, n],
    'alerts.round': [n, n, n, n, n, n, all, n],
    'views.list': [o, o, o, n, n, n, n, n],
    'notifications.page': [o, o, o, o, n, n, n, n],
    'notifications.unread': [o, o, o, o, n, n, n, n],
    'notifications.after': [o, o, o, o, n, n, n, n],
    'notifications.statistics': [o, o, o, o, n, n, n, n],
    'notifications.settings': [o, o, o, o, n, n, n, n],
    'core.search': [a, a, a, n, n, n, all, n],
    'core.dashboard': [a, a, a, n, n, n, all, n],
    'core.activity': [a, a, a, n, n, n, all, n],
    'core.log': [a, a, a, n, n, n, n, n],
    'conflicts.list': [a, a, a, n, n, n, n, n],
    'conflicts.count': [a, a, a, n, n, n, n, n],
    'attention.list': [o, a, a, n, n, n, n, n],
    'attention.count': [o, a, a, n, n, n, n, n],
    'attention.giveUp': [o, a, a, n, n, n, n, n],
    'attention.takeUp': [o, a, a, n, n, n, n, n],
    'attention.sendAgain': [o, a, a, n, n, n, n, n],
    'files.mine': [o, o, o, n, n, n, n, n],
    'files.read': [a, a, a, n, n, n, all, n],
    'files.some': [a, a, a, n, n, n, n, n],
    'files.missing': [a, a, a, n, n, n, n, n],
    'files.upload': [a, a, a, n, n, n, all, n],
    'backup.list': [n, n, a, n, n, n, all, n],
    'backup.create': [n, a, a, n, n, n, all, n],
    'backup.restore': [n, n, a, n, n, n, n, n],
    'sync.state': [a, a, a, n, n, n, n, n],
    'sync.connect': [a, a, a, n, n, n, n, n],
    'sync.now': [a, a, a, n, n, n, n, n],
    'sync.leave': [a, a, a, n, n, n, n, n],
    'sync.past': [a, a, a, n, n, n, n, n],
    'sync.compare': [a, a, a, n, n, n, n, n],
    'sync.posts': [o, a, a, n, n, n, n, n],
    'sync.revokePost': [o, a, a, n, n, n, n, n],
    'sync.toFound': [n, n, a, n, n, n, n, n],
    'sync.found': [n, n, a, n, n, n, n, n],
    'sync.dropFounding': [n, n, a, n, n, n, n, n],
    'sync.noteFounding': [n, n, a, n, n, n, n, n],
    'sync.files': [a, a, a, n, n, n, n, n],
    'sync.sendFiles': [a, a, a, n, n, n, n, n],
  },
} as const satisfies Record<'commands' | 'queries', Record<string, Levels>>

const everything: Record<string, Levels> = { ...rightsTable.commands, ...rightsTable.queries }

/** What is not in the table is nobody's. */
export function levelOf(subject: Subject, name: string): Level {
  return everything[name]?.[subjects.indexOf(subject)] ?? 'none'
}

export function rightOf(actor: Actor, name: string): Level {
  return levelOf(actor.kind === 'member' ? actor.role : actor.kind, name)
}

/** For the interface: everything one subject may do, by name. */
export function rightsOf(subject: Subject): Record<string, Level> {
  return Object.fromEntries(Object.keys(everything).map((name) => [name, levelOf(subject, name)]))
}

// ---- passwords

export const failuresBeforeLock = 5
/** Milliseconds an account stays locked: one minute after the fifth failure, doubling to an hour at most. */
export function lockTime(failures: number): number {
  if (failures < failuresBeforeLock) return 0
  return Math.min(60, 2 ** (failures - failuresBeforeLock)) * 60_000
}

const tooCommon = ['password', 'motdepasse', 'azerty', 'qwerty', '123456', 'dakar', 'senegal', 'digithab', 'immobilier', 'teranga']

/** Why a new password is refused; null when it will do. Length protects, and nothing that the person is known by. */
export function passwordWeakness(password: string, known: readonly string[]): 'short' | 'common' | 'personal' | null {
  if (password.length < 10) return 'short'
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5 || tooCommon.some((word) => plain.replaceAll(/[^a-z0-9]/g, '').startsWith(word) && plain.length < word.length + 6)) return 'common'
  if (known.some((word) => word.length >= 4 && plain.includes(word.toLowerCase()))) return 'personal'
  return null
}
