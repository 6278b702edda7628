import { implement } from '@orpc/server'
import type { AnyRouter } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { business } from '../../shared/modules/business.ts'
import { countView } from '../../shared/modules/properties/index.ts'
import { rightOf } from '../../shared/modules/auth/index.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import { giveUp, sendAgain, takeUp } from '../../shared/sync/attention.ts'
import { backupHandlers } from './backup/handlers.ts'
import type { ConnectionContext } from './connection.ts'
import type { CoreParts } from './core.ts'
import { fileHandlers } from './files/handlers.ts'
import { importHandlers } from './import/handlers.ts'
import { changesOf } from './live.ts'
import { runMatching } from './matching/run-matching.ts'
import { reportHandlers } from './report-handlers.ts'
import { sessionHandlers } from './session-handlers.ts'
import { setupHandlers } from './setup-handlers.ts'
import { syncHandlers } from './sync/handlers.ts'

type Member = Actor & { kind: 'member' }
/** Whoever calls, if the table of rights lets him do this at all. Throws `not_signed_in`, `session_locked`, `forbidden`. */
export type Allowed = (context: ConnectionContext, action: string) => Member

export type Handling = {
  parts: CoreParts
  allowed: Allowed
  signedIn: (context: ConnectionContext) => Member
  /** Founding, joining and the demonstration fill the same empty house: one at a time. */
  turn: { taken: boolean }
}

/** Every procedure of the contract with its handler. Handlers only dispatch, ask, or call the room that keeps the thing. */
export function mountContract(parts: CoreParts): AnyRouter {
  const os = implement(contract).$context<ConnectionContext>()
  const signedIn = (context: ConnectionContext): Member => {
    const actor = parts.desk().sessions.actorOf(context.session)
    // Somebody else knows this password: until it is changed, nothing done with it could be told apart from that person's acts.
    if (context.session?.mustChangePassword) throw new AppError('forbidden', { action: 'session.changePassword' })
    return actor
  }
  const allowed: Allowed = (context, action) => {
    const actor = signedIn(context)
    if (rightOf(actor, action) === 'none') throw new AppError('forbidden', { action })
    return actor
  }
  const handling: Handling = { parts, allowed, signedIn, turn: { taken: false } }
  /** A named query, answered by the reader for whoever is signed in here. */
  const query = (name: string) => async ({ input, context }: { input: unknown; context: ConnectionContext }) =>
    (await parts.desk().workspace.reader.ask(name, input, signedIn(context))) as never

  const acting = () => {
    const { workspace, deviceId } = parts.desk()
    return { store: workspace.store, business, dispatcher: workspace.dispatcher, clock: parts.clock, newId: parts.newId, deviceId }
  }

  const setup = setupHandlers(handling)
  const session = sessionHandlers(handling)
  const files = fileHandlers(handling)
  const imports = importHandlers(handling)
  const reports = reportHandlers(handling)
  const backup = backupHandlers(handling)
  const sync = syncHandlers(handling)

  return os.router({
    command: os.command.handler(async ({ input, context }) => {
      const actor = signedIn(context)
      await parts.desk().sessions.touch(context.session!)
      return parts.desk().workspace.dispatcher.dispatch(input.envelopes, actor)
    }),
    setup: {
      state: os.setup.state.handler(() => parts.state()),
      createAgency: os.setup.createAgency.handler(({ input, context }) => setup.createAgency(input, context)),
      joinAgency: os.setup.joinAgency.handler(({ input, context }) => sync.joinAgency(input, context)),
      openDemo: os.setup.openDemo.handler(({ context }) => setup.openDemo(context)),
      recover: os.setup.recover.handler(({ input }) => setup.recover(input)),
    },
    session: {
      signIn: os.session.signIn.handler(({ input, context }) => session.signIn(input, context)),
      resume: os.session.resume.handler(({ input, context }) => session.resume(input, context)),
      current: os.session.current.handler(({ context }) => session.current(context)),
      touch: os.session.touch.handler(({ context }) => session.touch(context)),
      lock: os.session.lock.handler(({ context }) => session.lock(context)),
      unlock: os.session.unlock.handler(({ input, context }) => session.unlock(input, context)),
      signOut: os.session.signOut.handler(({ context }) => session.signOut(context)),
      changePassword: os.session.changePassword.handler(({ input, context }) => session.changePassword(input, context)),
    },
    team: {
      list: os.team.list.handler(query('team.list')),
      setPassword: os.team.setPassword.handler(({ input, context }) => session.setMemberPassword(input, context)),
      add: os.team.add.handler(({ input, context }) => sync.addColleague(input, context)),
      rights: os.team.rights.handler(query('team.rights')),
    },
    agency: { get: os.agency.get.handler(query('agency.get')) },
    properties: {
      page: os.properties.page.handler(query('properties.page')),
      totals: os.properties.totals.handler(query('properties.totals')),
      neighbours: os.properties.neighbours.handler(query('properties.neighbours')),
      get: os.properties.get.handler(query('properties.get')),
      ofOwner: os.properties.ofOwner.handler(query('properties.ofOwner')),
      similar: os.properties.similar.handler(query('properties.similar')),
      duplicates: os.properties.duplicates.handler(query('properties.duplicates')),
      history: os.properties.history.handler(query('properties.history')),
      map: os.properties.map.handler(query('properties.map')),
      places: os.properties.places.handler(query('properties.places')),
      viewed: os.properties.viewed.handler(async ({ input, context }) => {
        const actor = allowed(context, 'properties.viewed')
        await countView(parts.desk().workspace.store, actor.agencyId, input.id, parts.clock())
        return null
      }),
      exportCsv: os.properties.exportCsv.handler(query('properties.exportCsv')),
    },
    imports: {
      preview: os.imports.preview.handler(({ input, context, signal }) => imports.preview(input, context, signal)),
      run: os.imports.run.handler(({ input, context, signal }) => imports.run(input, context, signal)),
      undo: os.imports.undo.handler(({ input, context, signal }) => imports.undo(input, context, signal)),
      batches: os.imports.batches.handler(query('imports.batches')),
      rejectedFile: os.imports.rejectedFile.handler(({ input, context }) => imports.rejectedFile(input, context)),
    },
    contacts: {
      page: os.contacts.page.handler(query('contacts.page')),
      get: os.contacts.get.handler(query('contacts.get')),
      life: os.contacts.life.handler(query('contacts.life')),
      alike: os.contacts.alike.handler(query('contacts.alike')),
      tags: os.contacts.tags.handler(query('contacts.tags')),
      duplicates: os.contacts.duplicates.handler(query('contacts.duplicates')),
      merging: os.contacts.merging.handler(query('contacts.merging')),
    },
    reports: {
      client: os.reports.client.handler(({ input, context }) => reports.client(input, context)),
      agent: os.reports.agent.handler(({ input, context }) => reports.agent(input, context)),
      agency: os.reports.agency.handler(({ input, context }) => reports.agency(input, context)),
    },
    leads: {
      page: os.leads.page.handler(query('leads.page')),
      board: os.leads.board.handler(query('leads.board')),
      neighbours: os.leads.neighbours.handler(query('leads.neighbours')),
      get: os.leads.get.handler(query('leads.get')),
      alike: os.leads.alike.handler(query('leads.alike')),
      history: os.leads.history.handler(query('leads.history')),
      statistics: os.leads.statistics.handler(query('leads.statistics')),
    },
    tasks: { page: os.tasks.page.handler(query('tasks.page')), get: os.tasks.get.handler(query('tasks.get')) },
    searches: { page: os.searches.page.handler(query('searches.page')) },
    matching: {
      properties: os.matching.properties.handler(query('matching.properties')),
      clients: os.matching.clients.handler(query('matching.clients')),
      latest: os.matching.latest.handler(query('matching.latest')),
      runAll: os.matching.runAll.handler(({ context, signal }) => runMatching(parts, allowed(context, 'matching.runAll'), signal)),
      overview: os.matching.overview.handler(query('matching.overview')),
      score: os.matching.score.handler(query('matching.score')),
    },
    alerts: { messages: os.alerts.messages.handler(query('alerts.messages')), log: os.alerts.log.handler(query('alerts.log')) },
    views: { list: os.views.list.handler(query('views.list')) },
    notifications: { page: os.notifications.page.handler(query('notifications.page')), unread: os.notifications.unread.handler(query('notifications.unread')), settings: os.notifications.settings.handler(query('notifications.settings')) },
    core: {
      search: os.core.search.handler(query('core.search')),
      dashboard: os.core.dashboard.handler(query('core.dashboard')),
      activity: os.core.activity.handler(query('core.activity')),
    },
    conflicts: { list: os.conflicts.list.handler(query('conflicts.list')), count: os.conflicts.count.handler(query('conflicts.count')) },
    attention: {
      list: os.attention.list.handler(query('attention.list')),
      count: os.attention.count.handler(query('attention.count')),
      giveUp: os.attention.giveUp.handler(async ({ input, context }) => {
        await giveUp(acting(), signedIn(context), input.commandId)
        return null
      }),
      takeUp: os.attention.takeUp.handler(async ({ input, context }) => {
        await takeUp(acting(), signedIn(context), input.commandId)
        return null
      }),
      sendAgain: os.attention.sendAgain.handler(({ input, context }) => sendAgain(acting(), signedIn(context), input.commandId, input.corrected)),
    },
    files: {
      begin: os.files.begin.handler(({ input, context }) => files.begin(input, context)),
      put: os.files.put.handler(({ input, context }) => files.put(input, context)),
      end: os.files.end.handler(({ input, context }) => files.end(input, context)),
      cancel: os.files.cancel.handler(({ input, context }) => files.cancel(input, context)),
      read: os.files.read.handler(({ input, context }) => files.read(input, context)),
      missing: os.files.missing.handler(({ input, context }) => files.missing(input, context)),
    },
    backup: {
      list: os.backup.list.handler(({ context }) => backup.list(context)),
      create: os.backup.create.handler(({ context }) => backup.create(context)),
      restore: os.backup.restore.handler(({ input, context }) => backup.restore(input, context)),
    },
    sync: {
      state: os.sync.state.handler(({ context }) => sync.state(context)),
      connect: os.sync.connect.handler(({ input, context }) => sync.connect(input, context)),
      now: os.sync.now.handler(({ context }) => sync.now(context)),
      past: os.sync.past.handler(({ context }) => sync.past(context)),
      compare: os.sync.compare.handler(({ context }) => sync.compare(context)),
      posts: os.sync.posts.handler(({ context }) => sync.posts(context)),
      revokePost: os.sync.revokePost.handler(({ input, context }) => sync.revokePost(input, context)),
      toFound: os.sync.toFound.handler(({ context }) => sync.toFound(context)),
      found: os.sync.found.handler(({ input, context }) => sync.found(input, context)),
      dropFounding: os.sync.dropFounding.handler(({ input, context }) => sync.dropFounding(input, context)),
      noteFounding: os.sync.noteFounding.handler(({ context }) => sync.noteFounding(context)),
      files: os.sync.files.handler(({ context }) => files.state(context)),
      sendFiles: os.sync.sendFiles.handler(({ context }) => files.sendNow(context)),
      leave: os.sync.leave.handler(({ input, context }) => sync.leave(input, context)),
    },
    device: {
      settings: os.device.settings.handler(() => parts.host.settings.get()),
      change: os.device.change.handler(async ({ input }) => {
        const settings = await parts.host.settings.set(input)
        if (input.limitedConnection !== undefined) files.settingChanged()
        return settings
      }),
    },
    live: {
      changes: os.live.changes.handler(({ context, signal }) => {
        const { agencyId, memberId } = signedIn(context)
        const began = context.session
        const { workspace, sync: room, files: fileRoom, notices } = parts.desk()
        return changesOf({ dispatcher: workspace.dispatcher, onSyncState: room.onState, onFiles: fileRoom.onNews, onNotices: (listener) => notices.onNews(memberId, listener) }, agencyId, () => context.session === began, signal)
      }),
    },
  }) as AnyRouter
}
