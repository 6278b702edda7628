import type { Page } from '@playwright/test'
import { uuidv7 } from '../shared/values/id.ts'
import { expectAccessible } from './harness/accessible.ts'
import { callSignedIn } from './harness/line.ts'
import { openAddress, signIn, t, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// What one does, another is told: two people at two windows. In this order: each test goes on where the one before left them.

test.describe.configure({ mode: 'serial' })
const application = oneApplication({ demo: { properties: 20, clients: 8 } })

const lead = { id: '', name: 'Sokhna Mbacké' }
let theirs: Page

const bell = (page: Page) => page.getByRole('banner').getByRole('button', { name: new RegExp(`^${t('notice.bell')}`) })
const panel = (page: Page) => page.getByRole('dialog', { name: t('notice.title') })
const lines = (page: Page) => panel(page).getByRole('listitem')
const ofLead = (page: Page) => lines(page).filter({ hasText: lead.name })
const fresh = (n: number) => uuidv7(Date.now(), new Uint8Array(10).fill(n))
async function say(page: Page, name: string, input: object, n: number): Promise<void> {
  const answer = await callSignedIn(page, 'command', { envelopes: [{ commandId: fresh(n), name, version: 1, input, typedAt: Date.now(), deviceId: fresh(99) }] })
  expect(answer).toMatchObject([{ status: 'applied' }])
}

test('an agent whom the manager gives a lead is told at once, and opens it by keyboard', async () => {
  const page = application().page()
  await signIn(page, userOf(application().users, 'agent'))
  await callSignedIn(page, 'command', { envelopes: [{ commandId: fresh(1), name: 'notification.markAll', version: 1, input: { upTo: Date.now() }, typedAt: Date.now(), deviceId: fresh(99) }] })
  await expect(bell(page)).toHaveAccessibleName(t('notice.bell'))
  const { member } = (await callSignedIn(page, 'session/current', {})) as { member: { id: string } }
  theirs = await application().newWindow()
  await signIn(theirs, userOf(application().users, 'manager'))
  const boss = (await callSignedIn(theirs, 'session/current', {})) as { member: { name: string } }
  lead.id = fresh(2)
  await say(theirs, 'lead.create', { id: lead.id, name: lead.name, source: 'whatsapp', phone: '77 512 34 56' }, 3)
  await say(theirs, 'lead.assign', { id: lead.id, agentId: member.id }, 4)

  await expect(bell(page)).toHaveAccessibleName(t('notice.bell_unread', { count: 1 }))
  await expect(bell(theirs)).not.toHaveAccessibleName(t('notice.bell_unread', { count: 1 }))
  await page.keyboard.press('Alt+n')
  await expect(ofLead(page)).toContainText(t('notice.kinds.leadAssigned'))
  await expect(ofLead(page)).toContainText(t('notice.by', { name: boss.member.name }))
  await expectAccessible(page, 'the bell')
  await expect(ofLead(page).getByRole('link')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: lead.name, level: 1 })).toBeVisible()
  await expect(panel(page)).toHaveCount(0)
  await expect(bell(page)).toHaveAccessibleName(t('notice.bell'))
})

test('E makes it unread again; put off with S it is out of sight, and an undo brings it back', async () => {
  const page = application().page()
  await bell(page).click()
  await expect(ofLead(page).getByRole('link')).toBeFocused()
  await expect(ofLead(page)).not.toContainText(t('notice.is_unread'))
  await page.keyboard.press('e')
  await expect(bell(page)).toHaveAccessibleName(t('notice.bell_unread', { count: 1 }))
  await page.keyboard.press('s')
  const choice = page.getByRole('menuitem', { name: t('notice.snooze.morning') })
  await expect(choice).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(choice).toHaveCount(0)
  await expect(panel(page)).toBeVisible()
  await ofLead(page).getByRole('link').focus()
  await page.keyboard.press('s')
  await choice.click()
  await expect(ofLead(page)).toHaveCount(0)
  await expect(bell(page)).toHaveAccessibleName(t('notice.bell'))
  await page.getByRole('button', { name: t('shell.feedback.undo'), exact: true }).first().click()
  await expect(bell(page)).toHaveAccessibleName(t('notice.bell_unread', { count: 1 }))
})

test('on their own screen all are marked as read, and that is taken back; a topic that is not wanted is not told', async () => {
  const page = application().page()
  await openAddress(page, '/notifications')
  const all = page.getByRole('main').getByRole('listitem').filter({ hasText: lead.name })
  await expect(all).toContainText(t('notice.is_unread'))
  await page.getByRole('button', { name: t('notice.read_all') }).click()
  await expect(all).not.toContainText(t('notice.is_unread'))
  await page.getByRole('main').getByText(t('notice.unread'), { exact: true }).click()
  await expect(page.getByText(t('notice.none_such'))).toBeVisible()
  await page.getByRole('button', { name: t('shell.feedback.undo'), exact: true }).last().click()
  await expect(all).toContainText(t('notice.is_unread'))

  await openAddress(page, '/settings?part=notifications')
  await page.getByRole('checkbox', { name: `${t('notice.topics.leads')} : ${t('notice.channels.inApp')}` }).click()
  await expect.poll(async () => ((await callSignedIn(page, 'notifications/settings', {})) as { choices: { leads: { inApp: boolean } } }).choices.leads.inApp).toBe(false)
  const { member } = (await callSignedIn(page, 'session/current', {})) as { member: { id: string } }
  const before = (await callSignedIn(page, 'notifications/unread', {})) as { unread: number }
  await say(theirs, 'lead.create', { id: fresh(12), name: 'Non voulue', source: 'other', agentId: member.id }, 13)
  expect(await callSignedIn(page, 'notifications/unread', {})).toMatchObject({ unread: before.unread })
  await page.getByRole('switch', { name: t('notice.settings.quiet') }).click()
  await expect(page.getByLabel(t('notice.fromTime'), { exact: true })).toHaveValue('20:00')
  await expectAccessible(page, 'settings of notifications')
})
