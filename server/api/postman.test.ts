import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contract } from './index.ts'
import { postmanPath, postmanText } from './postman-file.ts'

type Item = { name: string; item?: Item[]; event?: { script: { exec: string[] } }[]; request?: { url: { raw: string }; body?: { mode: string; raw?: string } } }

it('the collection in docs/postman is what the contract gives now: else run `npm run docs:postman` and commit it', () => {
  expect(readFileSync(postmanPath, 'utf8') === postmanText(), 'docs/postman is old: run `npm run docs:postman` and commit it').toBe(true)
})

it('holds every operation once, in the folder of its tag, with bodies that are JSON', () => {
  const { item } = JSON.parse(postmanText()) as { item: Item[] }
  const all = item.flatMap((folder) => folder.item!)
  expect(all.map(({ name }) => name.split(':')[0]!).toSorted()).toEqual(Object.keys(contract).toSorted())
  for (const { name, request } of all) {
    expect(request!.url.raw, name).toMatch(/^\{\{baseUrl\}\}\/api\/[\w:/%=&?.,-]*$/)
    if (request!.body?.mode === 'raw') expect(() => JSON.parse(request!.body!.raw!) as unknown, name).not.toThrow()
  }
  const login = all.find(({ name }) => name.startsWith('auth.login:'))!
  expect(login.event![0]!.script.exec.join('\n')).toContain("set('access', access)")
})
