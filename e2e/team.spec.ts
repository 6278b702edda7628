import type { Page } from '@playwright/test'
import { uuidv7 } from '../shared/values/id.ts'
import { callSignedIn } from './harness/line.ts'
import {
  columnOf, expectCount, expectInside, fact, fillSignIn, goTo, listOf, openAddress, openProperty, rowsOf, search, searchField, signIn, signOut, t, userMenu, userOf,
} from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// Who works here, and what each may do. In this order: each test goes on where the one before left the agency.

test.describe.configure({ mode: 'serial' })
const application = oneApplication({ demo: { properties: 40, clients: 12 } })

const newcomer = { name: 'Binta Gueye', email: 'binta.gueye@teranga-immobilier.example', password: 'le tamarinier de la cour' }
const admin = () => userOf(application().users, 'admin')
let temporary = ''

test('the administrator adds an agent with a password for the first time', async () => {
  const page = application().page()
  await signIn(page, admin())
  await goTo(page, 'team')
  await page.getByRole('button', { name: t('team.add') }).click()
  await page.getByRole('textbox', { name: t('team.form.name') }).fill(newcomer.name)
  await page.getByRole('textbox', { name: t('team.form.email') }).fill(newcomer.email)
  await page.getByRole('textbox', { name: t('team.form.phone') }).fill('77 655 44 33')
  await expect(page.getByRole('radio', { name: t('shell.role.agent') })).toBeChecked()
  temporary = await page.getByRole('textbox', { name: t('team.form.password') }).inputValue()
  expect(temporary.length).toBeGreaterThanOrEqual(10)
  await page.getByRole('button', { name: t('team.form.submit') }).click()
  const row = member(page, newcomer.name)
  await expect(row).toContainText(t('team.state.active'))
  await expect(row).toContainText(t('shell.role.agent'))
  await expect(row).toContainText(t('team.never'))
})

test('the table of rights says what each role may do', async () => {
  const page = application().page()
  await goTo(page, 'team')
  await page.getByRole('button', { name: t('team.rights.show') }).click()
  const levels = (action: string) => page.getByRole('row', { name: action, exact: false }).first().getByRole('cell')
  const [none, own, agency] = [t('team.rights.level.none'), t('team.rights.level.own'), t('team.rights.level.agency')]
  await expect(levels(t('team.can.property.update'))).toHaveText([own, agency, agency])
  await expect(levels(t('team.can.member.setRole'))).toHaveText([none, none, agency])
  await expect(levels(t('team.can.backup.restore'))).toHaveText([none, none, agency])
  // Nothing stands there by its name in the program.
  await expect(page.getByRole('rowheader').filter({ hasText: /^[a-z]+\.[a-z]/i })).toHaveCount(0)
  await signOut(page)
})

test('the agent signs in with it and must choose one of her own', async () => {
  const page = application().page()
  await fillSignIn(page, { ...newcomer, password: temporary })
  await expect(page.getByRole('heading', { name: t('session.password.title') })).toBeVisible()
  const [received, next, repeat] = [t('session.password.received'), t('session.password.next'), t('session.password.repeat')].map((name) => page.getByRole('textbox', { name, exact: true }))
  const save = page.getByRole('button', { name: t('session.password.submit') })

  await received!.fill(temporary)
  await next!.fill('court')
  await repeat!.fill('court')
  await save.click()
  await expect(page.getByText(t('session.password.short', { count: 5 })).first()).toBeVisible()
  // Long, but the first that anybody would try.
  await next!.fill('binta.gueye.binta')
  await repeat!.fill('binta.gueye.binta')
  await save.click()
  await expect(page.getByRole('alert')).toContainText(t('error.weak_password'))
  // A reload is no way round it.
  await page.reload()
  await expect(page.getByRole('heading', { name: t('session.password.title') })).toBeVisible()
  expect(await callSignedIn(page, 'properties/totals', {})).toMatchObject({ data: { code: 'forbidden' } })

  await received!.fill(temporary)
  await next!.fill(newcomer.password)
  await repeat!.fill(newcomer.password)
  await save.click()
  await expectInside(page)
  await signOut(page)
  await signIn(page, newcomer)
})

test('she is offered nothing that would be refused', async () => {
  const page = application().page()
  await goTo(page, 'properties')
  await expectCount(page, 40)
  const name = (await columnOf(page, t('propertyList.column.name')))[0]!

  // Chosen in the list, somebody else's property can be exported and nothing else.
  await rowsOf(page).first().getByRole('checkbox').click()
  await expect(page.getByRole('button', { name: t('propertyList.export'), exact: true })).toBeVisible()
  const offered = (label: string) => page.getByRole('main').getByRole('button', { name: label, exact: true })
  for (const label of [t('propertyList.agent'), t('propertyList.delete')]) await expect(offered(label)).toHaveCount(0)
  // The header of the column is called so too.
  await expect(offered(t('propertyList.status'))).toHaveCount(1)
  await page.getByRole('button', { name: t('propertyList.clearSelection') }).click()
  await listOf(page).focus()
  await page.keyboard.press('e')
  await expect(listOf(page).getByRole('textbox')).toHaveCount(0)

  await openProperty(page, name)
  await expect(fact(page, t('property.title'))).toHaveCount(0)
  await expect(page.getByRole('main').locator('button[aria-labelledby]')).toHaveCount(0)
  for (const label of [t('common.action.edit'), t('propertyRecord.moreActions'), t('propertyRecord.changeOwner')]) {
    await expect(page.getByRole('main').getByRole('button', { name: label, exact: true })).toHaveCount(0)
  }
  await expect(page.getByRole('main').getByRole('switch').and(page.locator(':enabled'))).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('checkbox').and(page.locator(':enabled'))).toHaveCount(0)
  await page.getByRole('tab', { name: t('propertyRecord.tab.photos') }).click()
  await expect(page.getByRole('main').locator('input[type=file]')).toHaveCount(0)
  await page.getByRole('tab', { name: t('history.title') }).click()
  await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible()
  await expect(page.getByRole('tabpanel').getByRole('button', { name: /^Annuler/ })).toHaveCount(0)

  await goTo(page, 'team')
  await expect(page.getByRole('button', { name: t('team.add') })).toHaveCount(0)
  await page.getByRole('button', { name: t('team.menu.label', { name: newcomer.name }) }).click()
  await expect(page.getByRole('menuitem')).toHaveText([t('team.menu.properties')])
  await page.keyboard.press('Escape')
  await openAddress(page, '/settings?part=agency')
  await expect(page.getByText(t('settings.agency.read_only'))).toBeVisible()
  await expect(page.getByRole('heading', { name: t('settings.parts.device') })).toBeVisible()
  await expect(page.getByText(t('settings.parts.backup'))).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('membre')
  await expect(page.getByRole('dialog').getByRole('option', { name: t('shell.palette.action.add_member') })).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('and refused what is tried all the same', async () => {
  const page = application().page()
  await goTo(page, 'properties')
  await expectCount(page, 40)
  const answer = await callSignedIn(page, 'properties/page', { filters: [], search: '', sort: [], offset: 0, limit: 50 }) as { rows: { id: string; agentId: string | null; title: string }[] }
  const foreign = answer.rows.find((row) => row.agentId !== null)!
  const team = await callSignedIn(page, 'team/list', {}) as { id: string; email: string; role: string }[]
  const me = team.find(({ email }) => email === newcomer.email)!
  const { deviceId } = await callSignedIn(page, 'session/current', {}) as { deviceId: string }

  const tries: [string, unknown][] = [
    ['property.update', { id: foreign.id, patch: { title: 'À moi' } }],
    ['property.setStatus', { id: foreign.id, to: 'archived' }],
    ['property.delete', { id: foreign.id }],
    ['property.updateMany', { ids: [foreign.id], patch: { agentId: me.id } }],
    ['member.setRole', { id: me.id, role: 'admin' }],
    ['member.setActive', { id: team.find(({ role }) => role === 'admin')!.id, active: false }],
    ['agency.update', { id: foreign.id, patch: { name: 'À moi' } }],
  ]
  for (const [name, input] of tries) {
    const envelope = { commandId: uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10))), name, version: 1, input, typedAt: Date.now(), deviceId }
    expect(await callSignedIn(page, 'command', { envelopes: [envelope] }), name).toMatchObject([{ status: 'rejected', code: 'forbidden' }])
  }
  expect(await callSignedIn(page, 'team/setPassword', { memberId: me.id, password: 'autre chose de long' })).toMatchObject({ data: { code: 'forbidden' } })
  expect(await callSignedIn(page, 'backup/create', {})).toMatchObject({ data: { code: 'forbidden' } })
  await openProperty(page, foreign.title)
  await signOut(page)
})

test('five wrong passwords lock the account, and not the others', async () => {
  const page = application().page()
  for (let attempt = 1; attempt <= 4; attempt++) {
    await fillSignIn(page, { ...newcomer, password: `ce n’est pas celui-là ${attempt}` })
    await expect(page.getByRole('alert')).toContainText(t('error.wrong_password'))
    await expect(page.getByRole('textbox', { name: t('session.sign_in.password') })).toHaveValue('')
  }
  await fillSignIn(page, { ...newcomer, password: 'ni celui-ci, vraiment pas' })
  await expect(page.getByRole('alert')).toContainText(t('error.account_locked'))
  // Not even the right one, now.
  await fillSignIn(page, newcomer)
  await expect(page.getByRole('alert')).toContainText(t('error.account_locked'))
  // Nor does another try on a stranger tell whether he is known.
  await fillSignIn(page, { email: 'personne@nulle-part.example', password: 'un mot de passe de plus' })
  await expect(page.getByRole('alert')).toContainText(t('error.wrong_password'))

  // The administrator gives her another, and she is in again.
  await signIn(page, admin())
  await goTo(page, 'team')
  await page.getByRole('button', { name: t('team.menu.label', { name: newcomer.name }) }).click()
  await page.getByRole('menuitem', { name: t('team.menu.password') }).click()
  const dialog = page.getByRole('dialog', { name: t('team.password.title', { name: newcomer.name }) })
  await dialog.getByRole('textbox', { name: t('team.form.password') }).fill('provisoire encore une fois')
  await dialog.getByRole('button', { name: t('team.password.submit') }).click()
  await expect(dialog).toBeHidden()
})

test('a role counts at once, in a window that is open', async () => {
  const page = application().page()
  const hers = await application().newWindow()
  await fillSignIn(hers, { ...newcomer, password: 'provisoire encore une fois' })
  await hers.getByRole('textbox', { name: t('session.password.received') }).fill('provisoire encore une fois')
  await hers.getByRole('textbox', { name: t('session.password.next') }).fill(newcomer.password)
  await hers.getByRole('textbox', { name: t('session.password.repeat') }).fill(newcomer.password)
  await hers.getByRole('button', { name: t('session.password.submit') }).click()
  await expectInside(hers)
  await goTo(hers, 'properties')
  await expectCount(hers, 40)
  await openProperty(hers, (await columnOf(hers, t('propertyList.column.name')))[0]!)
  await expect(hers.getByRole('main').getByRole('button', { name: t('common.action.edit'), exact: true })).toHaveCount(0)

  await goTo(page, 'team')
  await page.getByRole('button', { name: t('team.menu.label', { name: newcomer.name }) }).click()
  await page.getByRole('menuitem', { name: t('team.menu.role', { role: t('shell.role.manager').toLowerCase() }) }).click()
  await expect(member(page, newcomer.name)).toContainText(t('shell.role.manager'))
  await expect(hers.getByRole('main').getByRole('button', { name: t('common.action.edit'), exact: true })).toBeVisible()
  await fact(hers, t('property.kind')).click()
  await hers.keyboard.press('Escape')

  // And taken away as quickly, by the undo that is offered.
  await page.getByRole('alert').filter({ hasText: newcomer.name }).getByRole('button', { name: t('shell.feedback.undo') }).click()
  await expect(member(page, newcomer.name)).toContainText(t('shell.role.agent'))
  await expect(hers.getByRole('main').getByRole('button', { name: t('common.action.edit'), exact: true })).toHaveCount(0)
  // Somebody who may not come in any more is at the door at once.
  await page.getByRole('button', { name: t('team.menu.label', { name: newcomer.name }) }).click()
  await page.getByRole('menuitem', { name: t('team.menu.deactivate') }).click()
  await expect(member(page, newcomer.name)).toContainText(t('team.state.inactive'))
  await expect(hers.getByRole('heading', { name: t('session.sign_in.title') })).toBeVisible()
  await hers.close()
})

test('the last administrator stays one', async () => {
  const page = application().page()
  const name = await page.getByText(` · ${t('team.you')}`).locator('xpath=..').innerText().then((text) => text.split(' · ')[0]!)
  await page.getByRole('button', { name: t('team.menu.label', { name }) }).click()
  await page.getByRole('menuitem', { name: t('team.menu.role', { role: t('shell.role.agent').toLowerCase() }) }).click()
  const refusal = page.getByRole('alert').filter({ hasText: t('error.last_admin') })
  await expect(refusal).toBeVisible()
  await refusal.getByRole('button').last().click()
  await expect(refusal).toBeHidden()
})

test('locked by hand, nothing can be seen or done until the password comes', async () => {
  const page = application().page()
  await goTo(page, 'properties')
  await search(page, 'villa')
  await userMenu(page, t('shell.top.lock'))
  await expect(page.getByRole('heading', { name: t('session.lock.title') })).toBeVisible()
  await expect(listOf(page)).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await callSignedIn(page, 'properties/totals', {})).toMatchObject({ data: { code: 'session_locked' } })
  // A reload is no way round it.
  await page.reload()
  await expect(page.getByRole('heading', { name: t('session.lock.title') })).toBeVisible()

  const password = page.getByRole('textbox', { name: t('session.sign_in.password') })
  await password.fill('pas le bon, pas du tout')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText(t('error.wrong_password'))
  await password.fill(admin().password)
  await page.keyboard.press('Enter')
  await expectInside(page)
  await expect(searchField(page)).toHaveValue('villa')
})

test('left alone for as long as the agency says, it locks by itself', async () => {
  const page = application().page()
  await openAddress(page, '/settings?part=security')
  await fact(page, t('settings.security.lock')).click()
  await page.getByRole('textbox', { name: t('settings.security.lock') }).fill('1')
  await page.keyboard.press('Enter')
  await expect(fact(page, t('settings.security.lock'))).toContainText('1')

  await page.clock.install()
  await page.reload()
  await expectInside(page)
  await page.clock.fastForward(45_000)
  await expect(page.getByText(/^Verrouillage dans/)).toBeVisible()
  await page.clock.fastForward(20_000)
  await expect(page.getByRole('heading', { name: t('session.lock.title') })).toBeVisible()
  await page.getByRole('textbox', { name: t('session.sign_in.password') }).fill(admin().password)
  await page.keyboard.press('Enter')
  await expectInside(page)
})

const member = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
