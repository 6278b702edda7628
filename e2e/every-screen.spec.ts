import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { fr } from '../shared/language/index.ts'
import type { Language } from '../shared/language/index.ts'
import { uuidv7 } from '../shared/values/id.ts'
import { graveFindings } from './harness/accessible.ts'
import type { Application } from './harness/application.ts'
import { clientWithEverything } from './harness/clients.ts'
import { callSignedIn } from './harness/line.ts'
import { everythingSaid, screens, settled, sidewaysOverflow, translators } from './harness/screens.ts'
import type { Scene } from './harness/screens.ts'
import { openAddress, signIn, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// Every screen in both sizes, both lights and both languages, any two of them together. Nothing grave for axe, no complaint, nothing cut off at the
// side, no key instead of words, no word of the other language.

const sizes = [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }]
const themes = ['light', 'dark'] as const
const languages = ['fr', 'en'] as const

/** Words that only the interface would say, so that the invented data of the agency cannot hold them. */
const tellTales: Readonly<Record<Language, readonly string[]>> = {
  fr: ['the', 'and', 'with', 'Save', 'Cancel', 'Delete', 'Add', 'Search', 'Settings', 'Loading', 'Properties', 'Property', 'Team', 'Today', 'Close', 'Edit', 'Back', 'Next', 'Owner', 'Available', 'Undo', 'History', 'Price', 'None', 'Yes', 'month'],
  en: ['Enregistrer', 'Annuler', 'Supprimer', 'Ajouter', 'Chercher', 'Réglages', 'Équipe', 'Historique', 'Aujourd’hui', 'Fermer', 'Retour', 'Suivant', 'Disponible', 'Propriétaire', 'Modifier', 'Aucun', 'Prix'],
}

test.describe('inside', () => {
  // Each for itself in a window of its own: in a row they were what the whole run waited for at its end.
  test.describe.configure({ mode: 'parallel' })
  const application = oneApplication({ demo: { properties: 60, clients: 20 } })
  let records: Pick<Scene, 'property' | 'contact' | 'search' | 'alike' | 'lead'> | null = null

  test.beforeAll(async () => {
    const page = application().page()
    await signIn(page, userOf(application().users, 'admin'))
    const { rows } = (await callSignedIn(page, 'properties/page', { filters: [{ field: 'hasPhoto', operator: 'is', value: true }, { field: 'status', operator: 'is', value: 'available' }], search: '', sort: [], offset: 0, limit: 50 })) as { rows: { id: string; photoCount: number }[] }
    const contacts = (await callSignedIn(page, 'contacts/page', { limit: 2 })) as { rows: { id: string }[] }
    const property = rows.sort((a, b) => b.photoCount - a.photoCount)[0]!.id
    const [contact, alike] = contacts.rows.map(({ id }) => id) as [string, string]
    records = { property, contact, alike, lead: await someLead(page), search: await clientWithEverything(page, { property, contact, alike }) }
  })

  for (const [at, size] of sizes.entries()) for (const theme of themes) {
    const language = languages[(theme === 'light' ? 0 : 1) ^ at]!
    // axe takes half of the time: it looks at each light and each size once.
    const inFrench = language === 'fr'
    test(`${size.width}x${size.height}, ${theme}, ${language}`, async () => {
      test.setTimeout(180_000)
      const page = application().page()
      await dress(page, { size, theme, language })
      const folder = test.info().outputPath('files')
      mkdirSync(folder, { recursive: true })
      const scene: Scene = { page, ...records!, folder, say: translators[language] }
      for (const screen of screens) {
        // From the same start, so that nothing of the screen before stays open over this one.
        await page.keyboard.press('Escape')
        await page.mouse.move(0, 0)
        await openAddress(page, '/nowhere-yet')
        await openAddress(page, typeof screen.address === 'string' ? screen.address : screen.address(scene))
        await settled(page)
        if (screen.act) {
          await screen.act(scene)
          await settled(page)
        }
        await judge(application(), language, screen.name, inFrench)
      }
    })
  }
})

test.describe('before the door', () => {
  const application = oneApplication()

  for (const theme of themes) for (const language of languages) {
    test(`the first start, ${theme}, ${language}`, async () => {
      const page = application().page()
      const say = translators[language]
      for (const size of sizes) {
        await dress(page, { size, theme, language })
        await judge(application(), language, `first start ${size.width}`)
        await page.getByRole('button', { name: say('session.first.create') }).click()
        await page.getByRole('textbox', { name: say('session.first.agency_name') }).press('Tab')
        await settled(page)
        await judge(application(), language, `a new agency ${size.width}`)
      }
    })
  }
})

test.describe('at the door', () => {
  const application = oneApplication({ demo: { properties: 40, clients: 12 } })

  for (const theme of themes) for (const language of languages) {
    test(`signing in and the lock, ${theme}, ${language}`, async () => {
      const page = application().page()
      const say = translators[language]
      for (const size of sizes) {
        await dress(page, { size, theme, language })
        await judge(application(), language, `sign-in ${size.width}`)
        await page.getByRole('group', { name: say('session.sign_in.demo') }).getByRole('button').first().click()
        await page.getByRole('navigation').waitFor()
        await page.keyboard.press('Control+k')
        await page.keyboard.type(say('shell.palette.action.lock'))
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: say('session.lock.title') }).waitFor()
        await settled(page)
        await judge(application(), language, `lock ${size.width}`)
        await page.getByRole('button', { name: say('session.lock.other') }).click()
        await page.getByRole('heading', { name: say('session.sign_in.title') }).waitFor()
      }
    })
  }
})

type Dress = { size: { width: number; height: number }; theme: (typeof themes)[number]; language: Language }

/** A lead with something to show and a task about it, and another of whom little is known. */
async function someLead(page: Page): Promise<string> {
  const { deviceId } = (await callSignedIn(page, 'session/current', {})) as { deviceId: string }
  const newId = () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  const id = newId()
  const acts: [string, object][] = [
    ['lead.create', {
      id, name: 'Ndèye Fatou Sarr', source: 'whatsapp', phone: '77 612 34 56', whatsapp: true, email: 'nf.sarr@exemple.sn', transaction: 'rent', budgetMin: 400_000, budgetMax: 650_000, kinds: ['apartment', 'villa'],
      places: [{ region: 'Dakar', department: null, commune: null, quartier: 'Ngor' }], timeframe: 'withinMonth', nextAction: 'Rappeler', nextActionOn: '2026-11-02',
    }],
    ['lead.setStatus', { id, to: 'contacted' }], ['lead.qualify', { id, qualification: 'hot' }],
    ['task.create', { id: newId(), leadId: id, title: 'Rappeler Ndèye', dueOn: '2026-11-02', priority: 'urgent', repeat: { every: 1, unit: 'week', until: null } }],
    ['interaction.create', { id: newId(), leadId: id, type: 'call', channel: 'phone', subject: 'Premier appel', content: 'Cherche pour janvier', at: Date.now() }],
    ['lead.create', { id: newId(), name: 'SCI Teranga', source: 'website' }],
  ]
  const envelopes = acts.map(([name, input]) => ({ commandId: newId(), name, version: 1, input, typedAt: Date.now(), deviceId }))
  expect(await callSignedIn(page, 'command', { envelopes })).toMatchObject(acts.map(() => ({ status: 'applied' })))
  return id
}

/** As somebody would choose it in the settings of this computer. */
async function dress(page: Page, { size, theme, language }: Dress): Promise<void> {
  await page.setViewportSize(size)
  // The start address is good for the page before it is for a line beside it.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await callSignedIn(page, 'device/change', { language, theme })
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await settled(page)
}

async function judge(application: Application, language: Language, name: string, withAxe = true): Promise<void> {
  const page = application.page()
  const said = await everythingSaid(page)
  const found = {
    axe: withAxe ? await graveFindings(page) : [],
    sideways: await sidewaysOverflow(page),
    keys: keysIn(said),
    foreign: tellTales[language].filter((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').test(said)),
    complaints: [...application.complaints],
  }
  const clean = Object.values(found).every((list) => list.length === 0)
  if (!clean) await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
  expect.soft(found, name).toEqual({ axe: [], sideways: [], keys: [], foreign: [], complaints: [] })
}

/** Keys of the catalogues, and values that were never filled in, where words should stand. */
function keysIn(said: string): string[] {
  const areas = Object.keys(fr).join('|')
  const candidates = said.match(new RegExp(`\\b(?:${areas})(?:\\.[A-Za-z_]\\w*)+`, 'g')) ?? []
  return [...candidates.filter(leadsSomewhere), ...(said.match(/\{\{.*?\}\}/g) ?? [])]
}

/** `import.csv` is a file; `import.problem.refused` is a key, and so is `import.problem` with a part missing. */
function leadsSomewhere(candidate: string): boolean {
  const [area, next] = candidate.split('.') as [string, string]
  return Object.keys((fr as unknown as Record<string, object>)[area] ?? {}).some((name) => name === next || name === `${next}_one`)
}
