// node look.ts  address...  : screenshots of screens on demo data
import { openApplication } from './e2e/harness/application.ts'
import { signIn, userOf, openAddress } from './e2e/harness/steps.ts'
import { settled } from './e2e/harness/screens.ts'
import { callSignedIn } from './e2e/harness/line.ts'
const [theme='light', w='1366', role='admin', ...addresses] = process.argv.slice(2)
const app = await openApplication({ host: 'browser', demo: { properties: 60, clients: 40 }, viewport: { width: Number(w), height: 768 } })
const page = app.page()
await signIn(page, userOf(app.users, role as 'admin'))
await page.emulateMedia({ colorScheme: theme as 'dark' })
const contacts = (await callSignedIn(page, 'contacts/page', { limit: 1 })) as { rows: { id: string }[] }
const leads = (await callSignedIn(page, 'leads/page', { filters: [], search: '', sort: [{field:'score',direction:'desc'}], offset: 0, limit: 1 })) as { rows: { id: string }[] }
let n = 0
for (const a of addresses) {
  await openAddress(page, a.replace(':contact', contacts.rows[0]!.id).replace(':lead', leads.rows[0]!.id))
  await settled(page)
  await page.waitForTimeout(400)
  await page.screenshot({ path: `/tmp/look/${theme}-${w}-${n++}.png` })
}
await app.close().catch((e) => console.log(String(e).slice(0, 500))); process.exit(0)
