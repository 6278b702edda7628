import type { Locator, Page } from '@playwright/test'
import type { LeadView, TaskPage } from '../shared/modules/crm/model-views.ts'
import { uuidv7 } from '../shared/values/id.ts'
import { callSignedIn } from './harness/line.ts'
import { fact, goTo, openAddress, signIn, signOut, t, undoOffer, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// Leads and tasks from the first call to the client, by keyboard alone, each step taken back once; and what somebody may not do.

const application = oneApplication({ demo: { properties: 40, clients: 20 } })
const name = 'Binta Koné-Essai'
let client: { id: string; name: string; phone: string }

test.beforeAll(async () => {
  const page = application().page()
  await signIn(page, userOf(application().users, 'admin'))
  const { rows } = (await callSignedIn(page, 'contacts/page', { limit: 50 })) as { rows: { id: string; name: string; phones: { e164: string | null }[] }[] }
  const known = rows.find(({ phones }) => phones[0]?.e164)!
  client = { id: known.id, name: known.name, phone: known.phones[0]!.e164! }
})

test.beforeEach(async () => {
  const page = application().page()
  await page.keyboard.press('Escape')
  await openAddress(page, '/')
  await expect(page.getByRole('heading', { level: 1, name: /^Bonjour/ })).toBeVisible()
})

/** Its keys are there when it is. */
async function openLeads(page: Page): Promise<void> {
  await goTo(page, 'leads')
  await expect(page.getByRole('heading', { level: 1, name: t('leads.title') })).toBeVisible()
}

/** Searches for the lead, until its column is at rest: a card that is still being looked for may lose the focus again. */
async function find(page: Page, status: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await expect(page).toHaveURL(new RegExp(`search=[^&]*${name.slice(-5)}`))
  await expect(column(page, status)).toHaveAttribute('aria-busy', 'false')
  await expect(card(page, status)).toBeVisible()
}

/** Chooses from the menu behind a button, as the arrows walk through it. */
async function chooseBy(page: Page, opener: Locator, item: string): Promise<void> {
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  const wanted = page.getByRole('menuitem', { name: item, exact: true })
  await wanted.waitFor()
  // The menu takes the focus a moment after it is there.
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1)
  for (let steps = 0; steps < 30 && !(await wanted.evaluate((element) => element === document.activeElement)); steps++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

/** Walks to an option of an open list. */
async function pickOption(page: Page, option: string): Promise<void> {
  await page.getByRole('option', { name: option, exact: true }).waitFor()
  for (let steps = 0; steps < 30; steps++) {
    if ((await page.locator('[data-combobox-selected]').allInnerTexts()).includes(option)) return page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`the arrows never reach ${option}`)
}

/** The lead of this file, also when an earlier test has failed and everything begins anew. */
async function leadThere(page: Page): Promise<LeadView['row']> {
  if ((await leadOf(page)).length === 0) {
    const id = newId()
    const team = (await callSignedIn(page, 'team/list', {})) as { id: string; role: string }[]
    await act(page, 'lead.create', { id, name, phone: client.phone, source: 'phoneCall', agentId: team.find(({ role }) => role === 'admin')!.id })
    await act(page, 'lead.setStatus', { id, to: 'contacted' })
  }
  return (await leadOf(page))[0]!
}

/** As somebody without a mouse gets there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stops = 0; stops < 120; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${String(target)}`)
}

async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: t('shell.palette.title') }).waitFor()
  await page.keyboard.type(words)
  await expect(page.getByRole('option', { selected: true })).toContainText(words)
  await page.keyboard.press('Enter')
}

/** Ctrl+Z, and nothing that was typed in. */
async function undo(page: Page): Promise<void> {
  await page.keyboard.press('Control+z')
}

async function act(page: Page, command: string, input: object): Promise<{ status: string; code?: string }> {
  const { deviceId } = (await callSignedIn(page, 'session/current', {})) as { deviceId: string }
  const envelope = { commandId: newId(), name: command, version: 1, input, typedAt: Date.now(), deviceId }
  const [outcome] = (await callSignedIn(page, 'command', { envelopes: [envelope] })) as { status: string; code?: string }[]
  return outcome!
}
const newId = () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
const column = (page: Page, status: string): Locator => page.locator(`[data-board] [data-column="${status}"]`)
const card = (page: Page, status: string, of = name): Locator => column(page, status).getByRole('button').filter({ hasText: of })
const panel = (page: Page, of = name): Locator => page.getByRole('complementary', { name: t('leads.page.panel', { name: of }) })
const leadOf = async (page: Page, of = name) => ((await callSignedIn(page, 'leads/page', { search: of })) as { rows: LeadView['row'][] }).rows

test.describe('a lead by keyboard', () => {
  test('is entered once, with a warning of whom it looks like and of an amount that is none', async () => {
    const page = application().page()
    await palette(page, t('shell.palette.action.add_lead'))
    await expect(page.getByRole('textbox', { name: t('lead.name') })).toBeFocused()
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.type(client.phone)
    const warning = page.getByRole('status').filter({ hasText: t('leads.form.alike') })
    // The lead that became this client may have the same name.
    await expect(warning.getByRole('link', { name: client.name, exact: true }).first()).toBeVisible()
    await expect(warning.getByRole('button', { name: `${t('leads.form.attach')} : ${client.name}` })).toBeVisible()

    const budget = page.getByRole('textbox', { name: t('search.budgetMax') })
    await tabTo(page, budget)
    await page.keyboard.type('cent briques')
    await page.keyboard.press('Control+Enter')
    await expect(budget).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText(t('shell.field.amount_unclear'))).toBeVisible()
    expect(await leadOf(page)).toEqual([])
    await expect(budget).toBeFocused()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('150M')
    await expect(page.getByText('= 150 000 000 F CFA')).toBeVisible()

    // What was typed outlives the form.
    await page.keyboard.press('Escape')
    await expect(budget).toBeHidden()
    await page.keyboard.press('n')
    await expect(page.getByRole('textbox', { name: t('lead.name') })).toHaveValue(name)
    await page.keyboard.press('Control+Enter')
    await expect(panel(page)).toBeVisible()
    expect(await leadOf(page)).toMatchObject([{ name, status: 'new', budgetMax: 150_000_000, phoneE164: client.phone }])

    await undo(page)
    await expect.poll(() => leadOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.type(client.phone)
    await page.keyboard.press('Control+Enter')
    await expect(panel(page)).toBeVisible()
  })

  test('moves on the board and back, is qualified, assigned, lost, and each is taken back', async () => {
    const page = application().page()
    await openLeads(page)
    await find(page, 'new')
    await page.keyboard.press('ArrowDown')
    await expect(card(page, 'new')).toBeFocused()
    await page.keyboard.press('Shift+ArrowRight')
    await expect(card(page, 'contacted')).toBeFocused()
    await page.keyboard.press('Shift+ArrowRight')
    await expect(card(page, 'qualified')).toBeFocused()
    await expect(undoOffer(page, t('leads.board.moved', { name, status: t('lead.statuses.qualified') }))).toBeVisible()
    await undo(page)
    await expect(card(page, 'contacted')).toBeVisible()

    await tabTo(page, card(page, 'contacted'))
    await page.keyboard.press('Enter')
    await expect(panel(page)).toBeVisible()
    const qualified = (value: 'hot' | 'cold') => panel(page).getByRole('button', { name: t('leads.page.change_qualification', { qualification: t(`lead.qualifications.${value}`) }) })
    await chooseBy(page, qualified('cold'), t('lead.qualifications.hot'))
    await expect(qualified('hot')).toBeVisible()
    await undo(page)
    await expect(qualified('cold')).toBeVisible()

    const followed = (by: string) => panel(page).getByRole('button', { name: t('leads.page.change_agent', { name: by }) })
    const [{ agentName }] = (await leadOf(page)) as [LeadView['row']]
    await chooseBy(page, followed(agentName!), t('leads.nobody'))
    await expect(followed(t('leads.page.no_agent'))).toBeVisible()
    await undo(page)
    await expect(followed(agentName!)).toBeVisible()

    const stage = (value: 'contacted' | 'lost') => panel(page).getByRole('button', { name: t('leads.page.change_status', { status: t(`lead.statuses.${value}`) }) })
    await chooseBy(page, stage('contacted'), t('leads.moves.lost'))
    const reason = page.getByRole('dialog').getByRole('textbox', { name: t('leads.lost.reason') })
    await expect(reason).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText(t('leads.lost.needed'))).toBeVisible()
    await page.keyboard.type('Acheté ailleurs')
    await page.keyboard.press('Enter')
    await expect(stage('lost')).toBeVisible()
    expect(await leadOf(page)).toMatchObject([{ status: 'lost', lostReason: 'Acheté ailleurs' }])
    await undo(page)
    await expect(stage('contacted')).toBeVisible()
  })

  test('tells why its number is what it is, and what comes next becomes a task', async () => {
    const page = application().page()
    const row = await leadThere(page)
    await openAddress(page, `/leads/${row.id}`)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    const why = page.getByRole('button', { name: new RegExp(`^${t('leads.page.score')} : ${row.score} `) })
    await tabTo(page, why)
    await page.keyboard.press('Enter')
    const parts = page.getByRole('dialog').getByRole('table')
    await expect(parts.getByRole('row', { name: new RegExp(t('leads.page.part.phone')) })).toContainText(t('leads.page.points', { count: 10 }))
    // It takes the focus a moment after it is there, and Escape is heard where the focus is.
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(parts).toBeHidden()
    await tabTo(page, page.getByRole('button', { name: t('leads.page.plan_for', { step: t('leads.page.step.planMeeting') }) }))
    await page.keyboard.press('Enter')
    const task = page.getByRole('checkbox', { name: t('tasks.complete', { title: t('leads.page.step.planMeeting') }) })
    await expect(task).toBeVisible()
    await undo(page)
    await expect(task).toBeHidden()
    const due = fact(page, t('lead.nextActionOn'))
    await tabTo(page, due)
    await page.keyboard.press('Enter')
    await page.keyboard.type('31/02')
    await page.keyboard.press('Enter')
    await expect(page.getByText(t('tasks.due_impossible')).first()).toBeVisible()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('demain')
    await page.keyboard.press('Enter')
    await expect(due).toHaveText('demain')
    await undo(page)
    await expect(due).toHaveText(t('shell.field.none'))
  })

  test('becomes the client it looks like, whose page opens; and is a lead again', async () => {
    const page = application().page()
    const { id } = await leadThere(page)
    await openAddress(page, `/leads/${id}`)
    await tabTo(page, page.getByRole('button', { name: t('leads.page.convert') }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('radio', { name: client.name, exact: true })).toBeChecked()
    await expect(page.getByRole('dialog').getByRole('radio').and(page.locator(':focus'))).toHaveCount(1)
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(new RegExp(`#/contacts/${client.id}`))
    await expect(page.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
    expect(await leadOf(page)).toMatchObject([{ status: 'won', contactId: client.id }])
    await undo(page)
    await expect.poll(async () => (await leadOf(page))[0]).toMatchObject({ status: 'contacted', contactId: null })
    await openAddress(page, `/leads/${id}?tab=history`)
    await expect(page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: t('lead.status') }).first()).toContainText(t('lead.statuses.won'))
  })

  test('a request of somebody known is attached to him while it is typed', async () => {
    const page = application().page()
    await openLeads(page)
    await page.keyboard.press('n')
    await page.keyboard.type('Madame la même')
    await page.keyboard.press('Tab')
    await page.keyboard.type(client.phone)
    await tabTo(page, page.getByRole('button', { name: `${t('leads.form.attach')} : ${client.name}` }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`#/contacts/${client.id}`))
    expect(await leadOf(page, 'Madame la même')).toMatchObject([{ status: 'won', contactId: client.id }])
  })
})

test('a card is dragged to its next stage, and the figures open the list', async () => {
  const page = application().page()
  await leadThere(page)
  await openLeads(page)
  await page.getByRole('textbox', { name: t('leads.search') }).fill(name)
  await card(page, 'contacted').dragTo(column(page, 'proposalSent'))
  await expect(card(page, 'proposalSent')).toBeVisible()
  await undoOffer(page, t('leads.board.moved', { name, status: t('lead.statuses.proposalSent') })).getByRole('button', { name: t('shell.feedback.undo') }).click()
  await expect(card(page, 'contacted')).toBeVisible()
  await page.getByRole('group', { name: t('leads.stats.label') }).getByRole('button', { name: t('lead.statuses.contacted') }).click()
  const list = page.getByRole('grid', { name: t('leads.title') })
  await expect(list.getByRole('row', { name, exact: true })).toBeVisible()

  // Many at once: chosen, archived, taken back.
  await list.focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: t('leads.archive') }).click()
  await expect(list.getByRole('row', { name, exact: true })).toBeHidden()
  await undoOffer(page, t('leads.archived', { count: 1, number: '1' })).getByRole('button', { name: t('shell.feedback.undo') }).click()
  await expect(list.getByRole('row', { name, exact: true })).toBeVisible()
  // The list is what one comes back to.
  await goTo(page, 'today')
  await openLeads(page)
  await expect(list).toBeVisible()
  await page.getByRole('button', { name: t('leads.layouts.cards') }).click()
  await expect(column(page, 'new')).toBeVisible()
})

test('tasks: added, done, taken back, and one that repeats makes its next', async () => {
  const page = application().page()
  const title = 'Relancer le notaire de Binta'
  const found = async () => ((await callSignedIn(page, 'tasks/page', { limit: 200 })) as TaskPage).rows.filter((row) => row.title === title)
  await palette(page, t('shell.palette.action.add_task'))
  await expect(page.getByRole('textbox', { name: t('tasks.quick'), exact: true })).toBeFocused()
  await page.keyboard.type(title)
  await page.keyboard.press('Tab')
  await page.keyboard.type('31/02')
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('tasks.due_impossible'))).toBeVisible()
  expect(await found()).toEqual([])
  await page.keyboard.press('Control+a')
  await page.keyboard.type('demain 10h')
  await page.keyboard.press('Enter')
  const list = page.getByRole('grid', { name: t('tasks.title') })
  const row = list.getByRole('row', { name: title, exact: true })
  await expect(row).toContainText('demain 10:00')
  await expect(page.getByRole('textbox', { name: t('tasks.quick'), exact: true })).toBeFocused()

  await page.keyboard.press('ArrowDown')
  await expect(list).toBeFocused()
  await walkTo(page, list, row)
  await page.keyboard.press('Space')
  await expect(row).toBeHidden()
  await undo(page)
  await expect(row).toBeVisible()

  await walkTo(page, list, row)
  await page.keyboard.press('Enter')
  const editor = page.getByRole('complementary', { name: title })
  const repeat = fact(page, t('task.repeat'))
  await tabTo(page, repeat)
  await page.keyboard.press('Enter')
  await pickOption(page, t('tasks.repeat.week', { count: 1 }))
  await expect(repeat).toHaveText(t('tasks.repeat.week', { count: 1 }))
  await page.keyboard.press('Escape')
  await expect(editor).toBeHidden()
  const [before] = await found()
  await walkTo(page, list, row)
  await page.keyboard.press('Space')
  await expect(row).not.toContainText('demain')
  const [next, ...others] = await found()
  expect(others).toEqual([])
  expect(Date.parse(next!.dueOn!) - Date.parse(before!.dueOn!)).toBe(7 * 86_400_000)
  await undo(page)
  await expect(row).toContainText('demain 10:00')
  expect(await found()).toMatchObject([{ id: before!.id, dueOn: before!.dueOn, state: 'open' }])
})

test('an agent reads the lead of another and is told whose it is', async () => {
  const page = application().page()
  const { id, status } = await leadThere(page)
  await signOut(page)
  await signIn(page, userOf(application().users, 'agent'))
  await openLeads(page)
  await find(page, status)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByRole('alert').filter({ hasText: /seul lui ou un responsable/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByText(t('leads.page.read_only'))).toBeVisible()
  await expect(panel(page).getByRole('button', { name: t('leads.page.convert') })).toBeHidden()
  for (const [command, input] of [['lead.setStatus', { id, to: 'qualified' }], ['lead.convert', { id, contactId: newId(), searchId: newId() }], ['lead.update', { id, patch: { name: 'À moi' } }], ['lead.distribute', { ids: [id] }]] as const)
    expect(await act(page, command, input), command).toMatchObject({ status: 'rejected', code: 'forbidden' })

  // What he gives away himself he may take back, while it is as he left it.
  const { member } = (await callSignedIn(page, 'session/current', {})) as { member: { id: string; name: string } }
  const colleague = ((await callSignedIn(page, 'team/list', {})) as { id: string; name: string; role: string }[]).find((one) => one.role === 'agent' && one.id !== member.id)!
  const given = newId()
  expect(await act(page, 'lead.create', { id: given, name: 'Confié-Essai', source: 'walkIn', agentId: member.id })).toMatchObject({ status: 'applied' })
  await openAddress(page, `/leads/${given}`)
  await chooseBy(page, page.getByRole('main').getByRole('button', { name: member.name }), colleague.name)
  await expect(page.getByText(t('leads.page.read_only'))).toBeVisible()
  await undo(page)
  await expect(page.getByRole('button', { name: t('leads.page.convert') })).toBeVisible()
})

/** Arrows down until the cursor of the list stands on the row. */
async function walkTo(page: Page, list: Locator, row: Locator): Promise<void> {
  await list.focus()
  await page.keyboard.press('Home')
  for (let steps = 0; steps < 200; steps++) {
    const [current, wanted] = [await list.getAttribute('aria-activedescendant'), await row.first().getAttribute('id')]
    if (current === wanted) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error('the row is not in the list')
}
