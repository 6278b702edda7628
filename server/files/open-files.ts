import { openBlobStore } from '../../shared/files/blob-store.ts'
import type { BlobStore } from '../../shared/files/blob-store.ts'
import type { FilesConfig } from '../config.ts'
import { openS3Store } from './s3-store.ts'

declare module '../house.ts' {
  interface Services {
    /** Files of all agencies, by content. */
    readonly blobs: BlobStore
  }
}

/** Under which pictures of people are kept: they belong to no agency. */
export const peopleAgency = '00000000-0000-7000-8000-000000000000'

export function openFiles(config: FilesConfig): BlobStore {
  return config.kind === 'disk' ? openBlobStore(config.path) : openS3Store(config)
}
