import { expect, test } from './harness/test.ts'

// Only in Electron is the core a process of its own that may die alone.
test.skip(({ hostKind }) => hostKind !== 'electron', 'the browser host is one process')

test('somebody who works does not notice that the core died', async ({ open }) => {
  const application = await open({ demo: { properties: 40, clients: 10 }, tolerates: [/the core ended/] })
  const page = application.page()
  const [user] = application.users
  await page.getByLabel('Adresse e-mail').fill(user!.email)
  await page.getByLabel('Mot de passe', { exact: true }).fill(user!.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Menu principal' })).toBeVisible()

  const before = await application.corePid()
  process.kill(before, 'SIGKILL')
  await page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: 'Biens' }).click()
  await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 20_000 })
  expect(await application.corePid()).not.toBe(before)

  // The session was taken up again: nobody had to sign in, and a reload comes back in as well.
  await page.reload()
  await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 20_000 })
})
