import { IconPhoto, IconPhotoDown } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { toAppError } from '../../core/errors.ts'
import { usePhotoCache } from '../../data/client.tsx'
import type { PhotoVariant } from '../../data/photo-cache.ts'
import { useWords } from '../../language/words.tsx'
import styles from './show.module.css'
import type { PhotoProps } from './show-types.ts'

type Shown = { state: 'waiting' } | { state: 'there'; url: string } | { state: 'coming' } | { state: 'missing' }
/** What the core says of a file whose bytes are not on this post yet. */
const onItsWay = new Set(['file_coming', 'file_offline', 'file_elsewhere', 'file_no_room'])

export function Photo({
  fileId,
  variant = 'thumb',
  alt,
  width = '100%',
  height = '100%',
  radius = 5,
  fit = 'cover',
  className,
  onLoaded,
}: PhotoProps) {
  const { t } = useWords()
  const shown = useShown(fileId, variant)
  const frame = { width, height, borderRadius: radius }
  const empty = fileId === null || shown.state === 'missing' || shown.state === 'coming'
  const coming = fileId !== null && shown.state === 'coming'
  const said = coming ? [alt, t('photo.coming')].filter(Boolean).join(' · ') : alt
  return (
    <span
      className={`${styles.photo} ${empty ? styles.noPhoto : ''} ${className ?? ''}`}
      style={frame}
      role={empty && said ? 'img' : undefined}
      aria-label={empty && said ? said : undefined}
      title={coming ? t('photo.coming') : undefined}
    >
      {coming ? (
        <>
          <IconPhotoDown size={18} stroke={1.5} aria-hidden />
          <span className={styles.coming} aria-hidden>
            {t('photo.coming')}
          </span>
        </>
      ) : empty ? (
        <IconPhoto size={18} stroke={1.5} aria-hidden />
      ) : null}
      {!empty && shown.state === 'there' ? (
        <img src={shown.url} alt={alt} style={{ objectFit: fit }} draggable={false} onLoad={onLoaded} />
      ) : null}
    </span>
  )
}

/**
 * The picture in the size that is asked for; while that is on its way, the small one if it is here. The place stays what it is, and
 * fills by itself.
 */
function useShown(fileId: string | null, variant: PhotoVariant): Shown {
  const cache = usePhotoCache()
  const [shown, setShown] = useState<Shown>({ state: 'waiting' })
  useEffect(() => {
    if (fileId === null) return
    const id = fileId
    const taken = new Set<PhotoVariant>()
    let gone = false
    setShown({ state: 'waiting' })

    /** Whether this size is here. Throws nothing: one unreadable picture is no reason to interrupt anybody. */
    async function show(size: PhotoVariant): Promise<Shown['state']> {
      taken.add(size)
      try {
        const url = await cache.take(id, size)
        if (!gone) setShown({ state: 'there', url })
        return 'there'
      } catch (error) {
        taken.delete(size)
        return onItsWay.has(toAppError(error).code) ? 'coming' : 'missing'
      }
    }
    async function showBest(): Promise<void> {
      if (taken.has(variant)) return
      const state = await show(variant)
      if (gone || state === 'there') return
      if (state === 'coming' && variant !== 'thumb' && (taken.has('thumb') || (await show('thumb')) === 'there')) return
      if (!gone) setShown({ state: state === 'coming' ? 'coming' : 'missing' })
    }
    void showBest()
    const stop = cache.onArrived(id, () => void showBest())
    return () => {
      gone = true
      stop()
      for (const size of taken) cache.release(id, size)
    }
  }, [cache, fileId, variant])
  return shown
}
