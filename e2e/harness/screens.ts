import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Language, MessageKey, MessageParams } from '../../shared/language/index.ts'
import { createTranslator } from '../../shared/language/index.ts'

/** What a screen is opened with: ids of records that have something to show, a folder for files, the words of the language. */
export type Scene = {
  readonly page: Page
  readonly property: string
  readonly contact: string
  /** A search of that contact, with something that suits. */
  readonly search: string
  /** Another record with the same number. */
  readonly alike: string
  readonly lead: string
  readonly folder: string
  readonly say: (key: MessageKey, params?: MessageParams) => string
}
export type Screen = { readonly name: string; readonly address: string | ((scene: Scene) => string); readonly act?: (scene: Scene) => Promise<void> }

export const translators: Readonly<Record<Language, Scene['say']>> = { fr: createTranslator('fr'), en: createTranslator('en') }

const filters = (list: unknown) => encodeURIComponent(JSON.stringify(list))

/** Every screen behind the door, and what opens over them. A new screen gets its line here. */
export const screens: readonly Screen[] = [
  { name: 'today', address: '/' },
  { name: 'today, charts as tables', address: '/', act: async ({ page, say }) => {
    const button = page.getByRole('button', { name: say('dashboard.chart.as_table') })
    for (let left = await button.count(); left > 0; left--) await button.first().click()
  } },
  { name: 'properties', address: '/properties' },
  { name: 'properties, one open', address: ({ property }) => `/properties?open=${property}` },
  { name: 'properties, filtered', address: `/properties?filters=${filters([{ field: 'status', operator: 'in', value: ['available', 'reserved'] }, { field: 'priceAmount', operator: 'atLeast', value: 100_000 }])}` },
  { name: 'properties, nothing found', address: '/properties?search=zzzzzzzz' },
  { name: 'properties, some chosen', address: '/properties', act: async ({ page }) => {
    await page.getByRole('grid').getByRole('checkbox').nth(2).click()
    await page.getByRole('grid').getByRole('checkbox').nth(3).click()
  } },
  { name: 'properties, a filter being made', address: '/properties', act: async ({ page, say }) => {
    await page.getByRole('button', { name: say('shell.filters.add'), exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: say('property.status'), exact: true }).click()
  } },
  { name: 'properties, columns being chosen', address: '/properties', act: async ({ page, say }) => page.getByRole('button', { name: say('shell.list.columns'), exact: true }).click() },
  { name: 'properties as cards', address: '/properties?layout=cards' },
  { name: 'properties on the map', address: '/properties?layout=map' },
  { name: 'a property', address: ({ property }) => `/properties/${property}` },
  { name: 'its photos', address: ({ property }) => `/properties/${property}?tab=photos` },
  { name: 'a photo in full', address: ({ property }) => `/properties/${property}?tab=photos`, act: async ({ page }) => page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').first().click() },
  { name: 'its papers', address: ({ property }) => `/properties/${property}?tab=documents` },
  { name: 'its history', address: ({ property }) => `/properties/${property}?tab=history` },
  { name: 'a new property', address: '/properties/new' },
  { name: 'a property being changed', address: ({ property }) => `/properties/${property}/edit` },
  { name: 'import, no file yet', address: '/properties/import' },
  { name: 'import, a file looked at', address: '/properties/import', act: async ({ page, folder, say }) => {
    const file = join(folder, 'liste.csv')
    writeFileSync(file, 'Bien,Loyer,Quartier,Chambres\nVilla à Ngor,250 000 F Cfa,"Ngor, Dakar",3\nVilla à Ngor,250 000 F Cfa,"Ngor, Dakar",3\nF3 à Yoff,non précisé,"Yoff, Dakar",2\n,,,\n"",12,,\n')
    await page.getByRole('main').locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: say('importWizard.otherFile') }).first().waitFor()
  } },
  { name: 'contacts', address: '/contacts' },
  { name: 'a contact', address: ({ contact }) => `/contacts/${contact}` },
  { name: 'a client, why this score', address: ({ contact }) => `/contacts/${contact}`, act: async ({ page }) => page.getByRole('main').getByRole('button', { name: /Score/ }).click() },
  { name: 'a client, tags', address: ({ contact }) => `/contacts/${contact}`, act: async ({ page, say }) => page.getByRole('button', { name: say('client.tags.edit') }).click() },
  { name: 'a client, about to be put on paper', address: ({ contact }) => `/contacts/${contact}`, act: async ({ page, say }) => page.getByRole('button', { name: say('report.save.client') }).click() },
  { name: 'a client, searches', address: ({ contact }) => `/contacts/${contact}?tab=searches` },
  { name: 'a client, a search being said', address: ({ contact, search }) => `/contacts/${contact}?tab=searches&edit=${search}` },
  { name: 'a client, talks', address: ({ contact }) => `/contacts/${contact}?tab=talks` },
  { name: 'a client, a talk being noted', address: ({ contact }) => `/contacts/${contact}?tab=talks`, act: async ({ page, say }) => page.getByRole('button', { name: say('client.talk.add') }).click() },
  { name: 'a client, a follow-up being done', address: ({ contact }) => `/contacts/${contact}?tab=talks`, act: async ({ page, say }) => page.getByRole('button', { name: new RegExp(say('client.talk.done_of', { subject: '' }).trim()) }).first().click() },
  { name: 'a client, notes', address: ({ contact }) => `/contacts/${contact}?tab=notes` },
  { name: 'a client, a note being written', address: ({ contact }) => `/contacts/${contact}?tab=notes`, act: async ({ page, say }) => page.getByRole('button', { name: say('client.note.add') }).click() },
  { name: 'a client, tasks', address: ({ contact }) => `/contacts/${contact}?tab=tasks` },
  { name: 'a client, properties seen', address: ({ contact }) => `/contacts/${contact}?tab=interests` },
  { name: 'a client, properties owned', address: ({ contact }) => `/contacts/${contact}?tab=properties` },
  { name: 'a client, history', address: ({ contact }) => `/contacts/${contact}?tab=history` },
  { name: 'duplicates', address: '/contacts/duplicates' },
  { name: 'two records compared', address: ({ contact, alike }) => `/contacts/merge?into=${contact}&from=${alike}` },
  { name: 'contacts, filtered', address: `/contacts?filters=${filters([{ field: 'tag', operator: 'isNotEmpty' }, { field: 'score', operator: 'atLeast', value: 1 }])}` },
  { name: 'matching, nothing chosen', address: '/matching' },
  { name: 'matching for a client', address: ({ search }) => `/matching?search=${search}` },
  { name: 'matching, a property open', address: ({ search, property }) => `/matching?search=${search}&open=${property}` },
  { name: 'matching, a message ready', address: ({ search }) => `/matching?search=${search}`, act: async ({ page, say }) => {
    await page.getByRole('button', { name: new RegExp(say('matching.propose.action')) }).first().click()
    await page.getByRole('dialog').getByRole('link').waitFor()
  } },
  { name: 'matching for a property', address: ({ property }) => `/matching?by=property&property=${property}` },
  { name: 'whom a property suits', address: ({ property }) => `/properties/${property}?tab=clients` },
  { name: 'a new contact', address: '/contacts?add=true' },
  { name: 'leads by stage', address: '/leads?layout=cards' },
  { name: 'leads, figures about to be saved', address: '/leads?layout=cards', act: async ({ page, say }) => page.getByRole('button', { name: say('report.save.figures') }).click() },
  { name: 'leads as a list', address: '/leads?layout=table' },
  { name: 'leads, one open beside the board', address: ({ lead }) => `/leads?layout=cards&open=${lead}` },
  { name: 'a new lead', address: '/leads?add=true', act: async ({ page, say }) => {
    await page.getByRole('textbox', { name: say('search.budgetMax') }).fill('cent')
    await page.keyboard.press('Control+Enter')
  } },
  { name: 'a lead', address: ({ lead }) => `/leads/${lead}` },
  { name: 'why its score', address: ({ lead }) => `/leads/${lead}`, act: async ({ page, say }) => page.getByRole('button', { name: say('leads.page.why') }).first().click() },
  { name: 'its history', address: ({ lead }) => `/leads/${lead}?tab=history` },
  { name: 'a lead being converted', address: ({ lead }) => `/leads/${lead}`, act: async ({ page, say }) => page.getByRole('button', { name: say('leads.page.convert') }).click() },
  { name: 'tasks', address: '/tasks?whose=all' },
  { name: 'a task', address: '/tasks?whose=all', act: async ({ page }) => {
    await page.getByRole('grid').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').waitFor()
  } },
  { name: 'tasks that are done', address: '/tasks?whose=all&state=done' },
  { name: 'alerts, messages to send', address: '/alerts' },
  { name: 'alerts, matches of the agency', address: '/alerts?part=matches' },
  { name: 'alerts, the log', address: '/alerts?part=log' },
  { name: 'notifications', address: '/notifications' },
  { name: 'notifications, none of this sort', address: '/notifications?show=unread&topic=matches' },
  { name: 'the bell', address: '/', act: async ({ page }) => page.keyboard.press('Alt+n') },
  { name: 'nothing to resolve', address: '/attention' },
  { name: 'team', address: '/team' },
  { name: 'team, who may do what', address: '/team', act: async ({ page, say }) => page.getByRole('button', { name: say('team.rights.show') }).click() },
  { name: 'a new member', address: '/team?add=true' },
  { name: 'history of the agency', address: '/history' },
  { name: 'exchanges of a post that is alone', address: '/exchanges' },
  { name: 'what would go to a server', address: '/exchanges', act: async ({ page, say }) => page.getByRole('button', { name: say('exchange.found.begin') }).click() },
  { name: 'the account at a server', address: '/exchanges', act: async ({ page, say }) => {
    await page.getByRole('button', { name: say('exchange.found.begin') }).click()
    await page.getByRole('button', { name: say('exchange.found.next') }).click()
  } },
  { name: 'settings', address: '/settings' },
  { name: 'a page that is none', address: '/nowhere' },
  { name: 'search everywhere', address: '/', act: async ({ page, say }) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('villa')
    await page.getByRole('dialog').getByRole('group', { name: say('shell.palette.properties') }).waitFor()
  } },
  { name: 'shortcuts', address: '/', act: async ({ page, say }) => page.getByRole('button', { name: say('shell.top.shortcuts') }).click() },
]

/** Waits until answers have come and nothing on the screen moves any more. */
export async function settled(page: Page): Promise<void> {
  // Counted anew: what was still before an act says nothing about after it.
  await page.evaluate(() => Object.assign(globalThis, { lastLook: undefined, sameFor: 0 }))
  await page.waitForFunction(() => {
    const look = document.body.innerText + String(document.querySelectorAll('img').length)
    const known = globalThis as { lastLook?: string; sameFor?: number }
    const quiet = document.querySelector('[aria-busy="true"]') === null && [...document.images].every((image) => image.complete)
    known.sameFor = known.lastLook === look && quiet ? (known.sameFor ?? 0) + 1 : 0
    known.lastLook = look
    return known.sameFor >= 2 && document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity)
  }, null, { polling: 50, timeout: 15_000 })
}

/** All that a person or a screen reader is told: texts, and the attributes that are read out or shown on hovering. */
export async function everythingSaid(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said = [document.title, document.body.innerText]
    for (const element of document.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder], [alt]')) {
      if (!element.checkVisibility()) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name) ?? '')
    }
    return said.join('\n')
  })
}

/** What is wider than the place it has, sideways: the page, the screen, and what holds them. */
export async function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => [document.documentElement, document.body, ...document.querySelectorAll('main, main > *, [role=dialog]')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && !['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.scrollWidth} in ${element.clientWidth}`))
}
