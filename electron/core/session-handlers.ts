import { AppError } from '../../shared/values/error.ts'
import type { SessionView } from '../../shared/modules/core/model-views.ts'
import type { ConnectionContext } from './connection.ts'
import type { Handling } from './router.ts'
import type { Session } from './sessions.ts'

/** Signing in and out, the idle lock, passwords. */
export function sessionHandlers({ parts, allowed }: Handling) {
  const held = (context: ConnectionContext): Session => {
    if (!context.session || !parts.desk().sessions.isLive(context.session)) throw new AppError('not_signed_in')
    return context.session
  }
  const view = (session: Session): SessionView => parts.desk().sessions.view(session)

  return {
    async signIn(input: { email: string; password: string; code: string | null }, context: ConnectionContext): Promise<SessionView> {
      const { credentials, sessions, sync } = parts.desk()
      const { accountId, mustChange } = await (sync.isJoined() ? sync.signIn(input) : credentials.check(input.email, input.password))
      context.session = await sessions.begin(accountId, mustChange)
      sync.follow(accountId)
      return view(context.session)
    },

    async resume(input: { token: string }, context: ConnectionContext): Promise<SessionView> {
      const { sessions, sync } = parts.desk()
      context.session = await sessions.resume(input.token)
      sync.follow(context.session.accountId)
      return view(context.session)
    },

    async current(context: ConnectionContext): Promise<SessionView | null> {
      return context.session && parts.desk().sessions.isLive(context.session) ? view(context.session) : null
    },

    async touch(context: ConnectionContext): Promise<{ lockAt: number }> {
      return { lockAt: await parts.desk().sessions.touch(held(context)) }
    },

    async lock(context: ConnectionContext): Promise<null> {
      await parts.desk().sessions.setLocked(held(context), true)
      return null
    },

    async unlock(input: { password: string }, context: ConnectionContext): Promise<SessionView> {
      const session = held(context)
      const { credentials, sessions } = parts.desk()
      await credentials.check(session.member.email, input.password)
      await sessions.setLocked(session, false)
      return view(session)
    },

    async signOut(context: ConnectionContext): Promise<null> {
      const { session } = context
      if (!session) throw new AppError('not_signed_in')
      context.session = null
      await parts.uploads.dropOwner(context.id)
      await parts.desk().sessions.end(session)
      return null
    },

    async changePassword(input: { current: string; next: string }, context: ConnectionContext): Promise<null> {
      const session = held(context)
      const { credentials, sessions, sync } = parts.desk()
      sessions.actorOf(session)
      await credentials.check(session.member.email, input.current)
      if (input.current === input.next) throw new AppError('weak_password', { why: 'same' })
      if (sync.isJoined()) await sync.changePassword(session.accountId, session.member, input.current, input.next)
      else await credentials.set(session.accountId, session.member, input.next, { mustChange: false })
      session.mustChangePassword = false
      await sessions.endOthers(session.accountId, session.id)
      return null
    },

    async setMemberPassword(input: { memberId: string; password: string }, context: ConnectionContext): Promise<null> {
      const { agencyId } = allowed(context, 'team.setPassword')
      const { workspace, credentials, sessions, sync } = parts.desk()
      const person = await workspace.store.kysely.selectFrom('member').select(['id', 'accountId', 'email', 'name']).where('agencyId', '=', agencyId)
        .where('id', '=', input.memberId).where('deletedAt', 'is', null).executeTakeFirst()
      if (!person) throw new AppError('not_found', { entity: 'member', id: input.memberId })
      // On a joined post passwords are the server's: one given here would be good for nothing but this post.
      if (sync.isJoined()) await sync.givePassword(context.session!.accountId, person, input.password)
      else {
        await credentials.set(person.accountId, person, input.password, { mustChange: true })
        await sessions.endOthers(person.accountId, null)
      }
      return null
    },
  }
}
