import { mkdirSync, writeFileSync } from 'node:fs'
import { postmanPath, postmanText } from './postman-file.ts'

// `npm run docs:postman`: the collection in docs/, after the contract has changed.
mkdirSync(new URL('.', postmanPath), { recursive: true })
writeFileSync(postmanPath, postmanText())
