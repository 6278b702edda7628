import { version } from '../version.ts'
import { contract } from './index.ts'
import { postman } from './postman.ts'

export const postmanPath = new URL('../../docs/postman/digit-hab.postman_collection.json', import.meta.url)

/** The text of the committed collection, as the contract gives it now. */
export const postmanText = (): string => `${JSON.stringify(postman(contract, version), null, 2)}\n`
