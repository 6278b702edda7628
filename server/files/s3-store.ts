import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import type { FilesConfig } from '../config.ts'
import { sha256Of, variants } from '../../shared/files/blob-store.ts'
import type { BlobKey, BlobStore } from '../../shared/files/blob-store.ts'
import { AppError } from '../../shared/values/error.ts'
import { isId } from '../../shared/values/id.ts'

const hashShape = /^[0-9a-f]{64}$/

/** The same store by content as on disk, in a bucket: `<prefix>/<agencyId>/<aa>/<sha256>[.variant]`. */
export function openS3Store({ bucket, prefix, region, endpoint, accessKeyId, secretAccessKey }: FilesConfig & { kind: 's3' }): BlobStore & { close(): void } {
  const client = new S3Client({
    region, credentials: { accessKeyId, secretAccessKey }, ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // Stores that only speak the older protocol (MinIO, Ceph, some hosts) do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED', maxAttempts: 3,
  })

  function nameOf({ agencyId, sha256, variant }: BlobKey): string {
    if (!isId(agencyId) || !hashShape.test(sha256) || (variant !== undefined && !variants.includes(variant))) throw new AppError('invalid_input', { field: 'file' })
    return [prefix, agencyId, sha256.slice(0, 2), variant === undefined ? sha256 : `${sha256}.${variant}`].filter(Boolean).join('/')
  }

  async function sizeOf(key: BlobKey): Promise<number | null> {
    try {
      const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: nameOf(key) }))
      return ContentLength ?? 0
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async function get(key: BlobKey, range?: string): Promise<{ bytes: Buffer; total: number }> {
    try {
      const { Body, ContentRange, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: nameOf(key), ...(range ? { Range: range } : {}) }))
      const bytes = Buffer.from(await Body!.transformToByteArray())
      return { bytes, total: Number(ContentRange?.split('/')[1] ?? ContentLength ?? bytes.length) }
    } catch (error) {
      if (isMissing(error)) throw new AppError('not_found', { file: key.sha256 }, { cause: error })
      throw error
    }
  }

  return {
    has: async (key) => (await sizeOf(key)) !== null,
    async put(agencyId, bytes) {
      const sha256 = sha256Of(bytes)
      const key = { agencyId, sha256 }
      if ((await sizeOf(key)) !== bytes.length) await client.send(new PutObjectCommand({ Bucket: bucket, Key: nameOf(key), Body: bytes, ContentLength: bytes.length }))
      return { sha256, bytes: bytes.length }
    },
    async putVariant(key, bytes) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: nameOf(key), Body: bytes, ContentLength: bytes.length }))
    },
    async read(key, { verify = false } = {}) {
      const { bytes } = await get(key)
      if (verify && key.variant === undefined && sha256Of(bytes) !== key.sha256) throw new AppError('file_unreadable', { file: key.sha256 })
      return bytes
    },
    async readPart(key, offset, length) {
      const total = await sizeOf(key)
      if (total === null) throw new AppError('not_found', { file: key.sha256 })
      if (offset >= total || length <= 0) return { total, bytes: Buffer.alloc(0) }
      const { bytes } = await get(key, `bytes=${offset}-${Math.min(total, offset + length) - 1}`)
      return { total, bytes }
    },
    async stat(key) {
      const bytes = await sizeOf(key)
      return bytes === null ? null : { bytes }
    },
    async remove(key) {
      for (const variant of [...variants, undefined]) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: nameOf({ ...key, ...(variant ? { variant } : {}) }) }))
    },
    close: () => client.destroy(),
  }
}

const isMissing = (error: unknown): boolean => error instanceof S3ServiceException && (error.name === 'NotFound' || error.name === 'NoSuchKey' || error.$metadata.httpStatusCode === 404)
