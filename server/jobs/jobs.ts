import { tellEndings } from '../agencies/endings.ts'
import { forgetFoundings } from '../agencies/found-from-post.ts'
import type { House } from '../house.ts'
import { forgetAnswers } from '../http/idempotency.ts'
import { forgetOldTokens } from '../identity/links.ts'
import { tellAlerts } from './alerts.ts'
import { remindPeople } from '../notify/reminders.ts'
import type { Job } from './runner.ts'

const second = 1000
const hour = 3_600_000

/** Everything that the server does by itself. Each room keeps its own tables in order; here stands only when. */
export function jobsOf(house: Omit<House, 'services'> & { readonly services: Pick<House['services'], 'post' | 'sessions' | 'uploads' | 'incomingBlobs' | 'foundings'> }): Job[] {
  const { post, sessions, uploads, incomingBlobs } = house.services
  return [
    // After a crash letters wait no longer than this; two servers that send at once never send the same one.
    ...(post.isOn ? [{ name: 'mail.deliver', every: 5 * second, most: 60 * second, run: () => post.deliver() }] : []),
    // Within seconds, as somebody waits for his home; the day's and the week's as their hours come.
    { name: 'alerts.tell', every: 3 * second, most: 10 * 60 * second, run: () => tellAlerts(house) },
    { name: 'mail.forget', every: 24 * hour, most: hour, run: () => post.forget() },
    { name: 'idempotency.forget', every: hour, most: hour, run: () => forgetAnswers(house) },
    { name: 'links.forget', every: hour, most: hour, run: () => forgetOldTokens(house) },
    { name: 'sessions.sweep', every: hour, most: hour, run: () => sessions.sweep() },
    { name: 'uploads.sweep', every: hour, most: hour, run: () => uploads.sweep() },
    { name: 'blobs.sweep', every: hour, most: hour, run: () => incomingBlobs.sweep() },
    { name: 'foundings.forget', every: 24 * hour, most: hour, run: () => forgetFoundings(house) },
    // Whose post is off finds it told when he comes back, and on his telephone meanwhile.
    { name: 'reminders.tell', every: 60 * second, most: 10 * 60 * second, run: () => remindPeople(house) },
    { name: 'subscriptions.endings', every: hour, most: hour, run: () => tellEndings(house) },
  ]
}
