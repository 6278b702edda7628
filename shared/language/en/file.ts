import type { file as french } from '../fr/file.ts'

export const file: typeof french = {
  content: 'Content',
  bytes: 'Size',
  mime: 'Kind',
  name: 'Name',
  width: 'Width',
  height: 'Height',
}
