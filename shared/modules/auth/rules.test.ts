import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../command/testing/stores.ts'
import { idFrom } from '../../command/canonical.ts'
import { testId } from '../../command/testing/desk.ts'
import type { Actor, Level } from '../../values/actor.ts'
import { commandNames } from '../../contract/commands.ts'
import { alertMessageOf } from '../crm/testing/undo-cases.ts'
import { openAgency } from '../testing/agency.ts'
import type { TestAgency } from '../testing/agency.ts'
import { commandSamples } from '../testing/command-samples.ts'
import type { SampleRows } from '../testing/command-samples.ts'
import { failuresBeforeLock, levelOf, lockTime, passwordWeakness, rightsOf, rightsTable, subjects } from './rules.ts'

/**
 * Written out a second time on purpose, from product.md: an agent reads the agency and writes what is his; a manager does
 * everything but roles, rates and the subscription; an admin has the agency. o = own, a = agency, * = what
 * everybody may see of all agencies, - = nothing.
 */
const people = `
  agency.found               - - -
  agency.update              - - a
  member.create              - - a
  member.update              - - a
  member.setRole             - - a
  member.setActive           - - a
  member.link                - - -
  contact.create             a a a
  contact.update             o a a
  contact.describeSelf       - - -
  contact.delete             o a a
  contact.setRoles           o a a
  contact.setPhones          o a a
  contact.setConsent         o a a
  contact.setTags            o a a
  contact.merge              o a a
  clientSearch.create        o a a
  clientSearch.update        o a a
  clientSearch.delete        o a a
  lead.create                a a a
  lead.update                o a a
  lead.delete                o a a
  lead.setStatus             o a a
  lead.qualify               o a a
  lead.assign                o a a
  lead.distribute            - a a
  lead.convert               o a a
  interaction.create         a a a
  interaction.update         o a a
  interaction.delete         o a a
  interaction.setStatus      o a a
  clientNote.create                a a a
  clientNote.update                o a a
  clientNote.delete                o a a
  task.create                a a a
  task.update                o a a
  task.delete                o a a
  task.setState              o a a
  followUp.remind            a a a
  interest.track             o a a
  interest.update            o a a
  interest.delete            o a a
  alertMessage.tell          - - -
  alertMessage.setState      o a a
  property.create            a a a
  property.update            o a a
  property.edit              o a a
  property.updateMany        o a a
  property.delete            o a a
  property.deleteMany        o a a
  property.setStatus         o a a
  property.setAmenities      o a a
  property.setPrimaryPhoto   o a a
  propertyPhoto.create       o a a
  propertyPhoto.update       o a a
  propertyPhoto.delete       o a a
  propertyDocument.create    o a a
  propertyDocument.update    o a a
  propertyDocument.delete    o a a
  importBatch.start          a a a
  importBatch.addRows        o a a
  importBatch.finish         o a a
  file.create                a a a
  savedView.create           o o o
  savedView.update           o o o
  savedView.delete           o o o
  notification.mark          o o o
  notification.markAll       o o o
  notification.snooze        o o o
  notification.dismiss       o o o
  notification.setPreferences o o o
  conflict.settle            a a a
  core.undo                  a a a

  agency.get                 a a a
  agency.usage               a a a
  team.list                  a a a
  team.accounts              a a a
  team.rights                a a a
  team.add                   - - a
  team.setPassword           - - a
  properties.page            a a a
  properties.totals          a a a
  properties.neighbours      a a a
  properties.get             a a a
  properties.ofOwner         a a a
  properties.similar         a a a
  properties.duplicates      a a a
  properties.history         a a a
  properties.ofPart          a a a
  properties.photoOrder      a a a
  properties.map             a a a
  properties.places          a a a
  properties.viewed          a a a
  properties.exportCsv       - a a
  catalogue.page             * * *
  catalogue.count            * * *
  catalogue.get              * * *
  catalogue.rows             * * *
  catalogue.kinds            * * *
  catalogue.agencies         * * *
  catalogue.totals           * * *
  properties.statistics      o a a
  imports.preview            a a a
  imports.repeats            a a a
  imports.run                a a a
  imports.undo               o a a
  imports.batches            a a a
  imports.rejectedFile       a a a
  contacts.page              a a a
  contacts.get               a a a
  contacts.alike             a a a
  contacts.life              a a a
  reports.client             a a a
  reports.agent              o a a
  reports.agency             a a a
  clients.page               a a a
  clients.interactions       a a a
  clients.interests          a a a
  clients.offers             a a a
  clients.notes              a a a
  clients.task               a a a
  clients.figures            a a a
  contacts.tags              a a a
  contacts.duplicates        a a a
  contacts.merging           a a a
  searches.page              a a a
  leads.page                 a a a
  leads.neighbours           a a a
  leads.board                a a a
  leads.get                  a a a
  leads.alike                a a a
  leads.history              a a a
  leads.statistics           a a a
  tasks.page                 a a a
  reminders.due              o o o
  tasks.get                  a a a
  matching.properties        a a a
  matching.clients           a a a
  matching.latest            a a a
  matching.runAll            a a a
  matching.some              a a a
  matching.overview          a a a
  matching.score             a a a
  alerts.messages            a a a
  alerts.log                 a a a
  alerts.round               - - -
  views.list                 o o o
  notifications.page         o o o
  notifications.unread       o o o
  notifications.after        o o o
  notifications.statistics   o o o
  notifications.settings     o o o
  core.search                a a a
  core.dashboard             a a a
  core.activity              a a a
  core.log                   a a a
  conflicts.list             a a a
  conflicts.count            a a a
  attention.list             o a a
  attention.count            o a a
  attention.giveUp           o a a
  attention.takeUp           o a a
  attention.sendAgain        o a a
  files.mine                 o o o
  files.read                 a a a
  files.some                 a a a
  files.missing              a a a
  files.upload               a a a
  backup.list                - - a
  backup.create              - a a
  backup.restore             - - a
  sync.state                 a a a
  sync.connect               a a a
  sync.now                   a a a
  sync.leave                 a a a
  sync.past                  a a a
  sync.compare               a a a
  sync.posts                 o a a
  sync.revokePost            o a a
  sync.toFound               - - a
  sync.found                 - - a
  sync.dropFounding          - - a
  sync.noteFounding          - - a
  sync.files                 a a a
  sync.sendFiles             a a a
`.trim().split('\n').map((line) => line.trim()).filter(Boolean)
  .map((line) => line.split(/\s+/) as [string, string, string, string])
const said: Record<string, Level> = { '-': 'none', o: 'own', a: 'agency', '*': 'all' }

describe('the table of rights', () => {
  it.each(people)('%s: agent %s, manager %s, admin %s', (name, agent, manager, admin) => {
    expect({ agent: levelOf('agent', name), manager: levelOf('manager', name), admin: levelOf('admin', name) })
      .toEqual({ agent: said[agent], manager: said[manager], admin: said[admin] })
  })

  it('has no row beside these', () => {
    expect([...Object.keys(rightsTable.commands), ...Object.keys(rightsTable.queries)].toSorted())
      .toEqual(people.map(([name]) => name).toSorted())
  })

  it('gives strangers the catalogue of what is published and nothing else, clients what they are told beside it, the operator the running of agencies beside it, webhooks nothing at all', () => {
    const allowed = (subject: 'client' | 'anonymous' | 'operator') => Object.entries(rightsOf(subject)).filter(([, level]) => level !== 'none').map(([name]) => name).toSorted()
    const catalogue = ['catalogue.agencies', 'catalogue.count', 'catalogue.get', 'catalogue.kinds', 'catalogue.page', 'catalogue.rows', 'catalogue.totals']
    expect(allowed('anonymous')).toEqual(catalogue)
    const told = ['notification.dismiss', 'notification.mark', 'notification.markAll', 'notification.setPreferences', 'notification.snooze', 'notifications.after', 'notifications.page', 'notifications.settings', 'notifications.statistics', 'notifications.unread']
    // Of an agency that knows him: himself, what he looks for, what he was told; and he may ask any agency something.
    const self = ['clientSearch.create', 'clientSearch.update', 'clients.interactions', 'clients.interests', 'clients.offers', 'clients.page', 'contact.describeSelf', 'interaction.create', 'interest.delete', 'interest.track']
    expect(allowed('client')).toEqual([...catalogue, ...self, ...told, 'lead.create'].toSorted())
    for (const name of self) expect(levelOf('client', name), name).toBe('own')
    // Never properties, contacts or papers that an agency keeps to itself.
    expect(allowed('operator')).toEqual(['agency.get', 'agency.update', 'agency.usage', ...catalogue, 'member.setActive', 'team.accounts'])
    expect(new Set(Object.values(rightsOf('webhook')))).toEqual(new Set(['none']))
  })

  it('a job of the program may do no more than found, import and restore what people decide: never roles, settings or passwords',
    () => {
    for (const name of ['agency.update', 'member.setRole', 'member.setActive', 'team.setPassword', 'backup.restore',
      'views.list']) expect(levelOf('job', name)).toBe('none')
    expect(levelOf('job', 'agency.found')).toBe('all')
  })

  it('every row says something of every subject', () => {
    for (const row of [...Object.values(rightsTable.commands), ...Object.values(rightsTable.queries)]) expect(row)
      .toHaveLength(subjects.length)
  })
})

/** What a command of the samples is said about. */
function namedBy(name: (typeof commandNames)[number]): ReadonlySet<string> {
  const named = new Set<string>()
  commandSamples[name](new Proxy({} as SampleRows, { get: (_, row) => (named.add(String(row)), testId('unnamed')) }), testId('fresh'))
  return named
}

/** Rows of one agent, of those that are named: everything that an agent's rights are judged on. */
async function rowsOf(agency: TestAgency, owner: Actor & { kind: 'member' }, label: string, named: ReadonlySet<string>): Promise<SampleRows> {
  const act = (command: string, input: unknown, by: Actor = owner, seen: object = {}) => agency.act(command, input, by, seen)
  const property = await agency.property(label, {}, {}, owner)
  const contact = await agency.contact(label, {}, owner)
  const ids = Object.fromEntries(['photo', 'document', 'batch', 'view', 'search', 'lead', 'interaction', 'note', 'task', 'otherContact', 'file', 'interest', 'message', 'notice', 'conflict', 'command'].map((what) => [what, testId(label, what)]))
  const makes: [string, () => Promise<unknown>][] = [
    ['file', async () => (ids['file'] = await agency.file(label))],
    ['photo', async () => act('propertyPhoto.create', { id: ids['photo'], propertyId: property, fileId: await agency.file(`${label} photo`), position: 'a' })],
    ['document', async () => act('propertyDocument.create', { id: ids['document'], propertyId: property, fileId: await agency.file(`${label} paper`), type: 'title', title: 'TF' })],
    ['batch', () => act('importBatch.start', { id: ids['batch'], fileName: 'a.csv', rows: 1 })],
    ['view', () => act('savedView.create', commandSamples['savedView.create']({ viewOf: owner.memberId } as SampleRows, ids['view']!))],
    ['otherContact', () => act('contact.create', { id: ids['otherContact'], name: 'Other' })],
    ['search', () => act('clientSearch.create', { id: ids['search'], contactId: contact, transaction: 'rent' })],
    ['lead', () => act('lead.create', { id: ids['lead'], name: 'Lead', source: 'walkIn' })],
    ['interaction', () => act('interaction.create', { id: ids['interaction'], contactId: contact, type: 'call', channel: 'phone', subject: 'Appel', at: 1, status: 'scheduled' })],
    ['note', () => act('clientNote.create', { id: ids['note'], contactId: contact, content: 'x' })],
    ['task', () => act('task.create', { id: ids['task'], title: 'x' })],
    ['interest', async () => (ids['interest'] = ((await act('interest.track', { contactId: contact, propertyId: property, step: 'view' })).value as { id: string }).id)],
    ['message', async () => (ids['message'] = await alertMessageOf(agency, label, owner))],
    ['command', async () => (ids['command'] = (await act('property.update', { id: property, patch: { bedrooms: 2 } })).commandId)],
    ['conflict', async () => {
      await act('property.update', { id: property, patch: { bathrooms: 2 } })
      ids['conflict'] = (await act('property.update', { id: property, patch: { bathrooms: 3 } }, owner, { base: { [`${property}/bathrooms`]: 0 } })).conflicts![0]!
    }],
    ['notice', async () => {
      await act('task.create', { id: testId(label, 'given'), title: 'x', assigneeId: owner.memberId }, owner.memberId === agency.manager.memberId ? agency.admin : agency.manager)
      ids['notice'] = idFrom(agency.agencyId, 'notification', owner.memberId, `taskAssigned ${testId(label, 'given')}`)
    }],
  ]
  for (const [what, make] of makes) if (named.has(what)) await make()
  return { ...(ids as SampleRows), property, contact, member: owner.memberId, viewOf: owner.memberId, label }
}

describe('rights through dispatch, each command by each role on a foreign and on an own row', () => {
  let shared: TestAgency
  beforeAll(async () => {
    shared = await openAgency(await openSqliteStore())
  })
  afterAll(async () => shared.store.close())

  it.each(commandNames)('%s', async (name) => {
    const agency = shared
    const named = namedBy(name)
    const levels = { agent: levelOf('agent', name), manager: levelOf('manager', name), admin: levelOf('admin', name) }
    const actors = { agent: agency.fatou, manager: agency.manager, admin: agency.admin as Actor & { kind: 'member' } }
    for (const role of ['agent', 'manager', 'admin'] as const) {
      const actor = actors[role]
      const ibous = await rowsOf(agency, agency.ibou, `${name} ibou ${role}`, named)
      const foreign = await agency.say(name, commandSamples[name](ibous, testId(name, role, 'foreign')), actor)
      const own = await agency.say(name, commandSamples[name](await rowsOf(agency, actor, `${name} own ${role}`, named), testId(name, role, 'own')), actor)
      const level = levels[role]
      // A new row has no owner yet; what is undone is judged by the command it undoes, a view by whose it is to be.
      const makesRow = ['contact.create', 'property.create', 'importBatch.start', 'file.create', 'member.create', 'lead.create', 'interaction.create', 'clientNote.create', 'task.create', 'notification.markAll', 'notification.setPreferences'].includes(name)
      const judgedAs: Level = name === 'core.undo' || name === 'conflict.settle' ? levelOf(role, 'property.update') : level
      const foreignAllowed = judgedAs === 'agency' || (judgedAs !== 'none' && makesRow)
      expect(foreign.code ?? 'applied', `${role} on a foreign row`).toBe(foreignAllowed ? 'applied' : 'forbidden')
      expect(own.code ?? 'applied', `${role} on an own row`).toBe(level === 'none' ? 'forbidden' : 'applied')
    }
  })

  it('a forbidden command leaves nothing behind, and one foreign row among own ones forbids the whole', async () => {
    const store = await openSqliteStore()
    const agency = await openAgency(store)
    const mine = await agency.property('mine', {}, {}, agency.fatou)
    const his = await agency.property('his', {}, {}, agency.ibou)
    expect(await agency.say('property.updateMany', { ids: [mine, his], patch: { rooms: 5 } }, agency.fatou))
      .toMatchObject({ code: 'forbidden' })
    expect(await agency.say('property.deleteMany', { ids: [mine, his] }, agency.fatou)).toMatchObject({ code: 'forbidden' })
    const rows = await store.kysely.selectFrom('property').select(['rooms', 'deletedAt']).execute()
    expect(rows).toEqual([{ rooms: null, deletedAt: null }, { rooms: null, deletedAt: null }])
    await store.close()
  })

  it('a property belongs to its agent, else to whoever made it; given away it is no longer his', async () => {
    const store = await openSqliteStore()
    const agency = await openAgency(store)
    const id = await agency.property('given', { agentId: null }, {}, agency.fatou)
    await agency.act('property.update', { id, patch: { rooms: 3 } }, agency.fatou)
    await agency.act('property.update', { id, patch: { agentId: agency.ibou.memberId } }, agency.fatou)
    expect(await agency.say('property.update', { id, patch: { rooms: 4 } }, agency.fatou)).toMatchObject({ code: 'forbidden' })
    await agency.act('property.update', { id, patch: { rooms: 4 } }, agency.ibou)
    await store.close()
  })
})

describe('the lock after wrong passwords', () => {
  it('comes with the fifth failure, doubles, and is never longer than an hour', () => {
    const minutes = Array.from({ length: 14 }, (_, failures) => lockTime(failures) / 60_000)
    expect(minutes).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(failuresBeforeLock).toBe(5)
  })

  it('never grows shorter with another failure', () => {
    fc.assert(fc.property(fc.nat(5000), (failures) => lockTime(failures + 1) >= lockTime(failures)
      && lockTime(failures) <= 3_600_000))
  })
})

describe('a new password', () => {
  const known = ['fatou.sarr', 'Fatou', 'Sarr']
  it.each([
    ['', 'short'], ['court', 'short'], ['neuf-sign', 'short'],
    ['aaaaaaaaaaaa', 'common'], ['abababababab', 'common'], ['password12', 'common'], ['Motdepasse1!', 'common'],
      ['azerty2026', 'common'], ['1234567890', 'common'],
    ['Dakar-2026', 'common'], ['senegal221', 'common'], ['Digit-Hab-1', 'common'], ['qwertyuiop', 'common'],
    ['fatou.sarr-221', 'personal'], ['vive-SARR-toujours', 'personal'], ['la maison de Fatou', 'personal'],
  ] as const)('%j is refused as %s', (password, why) => {
    expect(passwordWeakness(password, known)).toBe(why)
  })

  it.each(['quatre chevaux verts', 'tëranga-mbalax-9k', 'mer, sable et vent', 'x7#Lq2!vPz',
    'password of nine green horses'])('%j will do', (password) => {
    expect(passwordWeakness(password, known)).toBeNull()
  })

  it('short names prove nothing: they are in every other word', () => {
    expect(passwordWeakness('une balade en mer', ['Ba', 'en'])).toBeNull()
  })
})
