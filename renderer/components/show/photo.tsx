import { IconPhoto } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { usePhotoCache } from '../../data/client.tsx'
import styles from './show.module.css'
import type { PhotoProps } from './show-types.ts'

type Shown = { state: 'waiting' } | { state: 'there'; url: string } | { state: 'missing' }

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
  const cache = usePhotoCache()
  const [shown, setShown] = useState<Shown>({ state: 'waiting' })

  useEffect(() => {
    if (fileId === null) return
    let gone = false
    setShown({ state: 'waiting' })
    async function show(id: string) {
      try {
        const url = await cache.take(id, variant)
        if (!gone) setShown({ state: 'there', url })
      } catch {
        // The place stays, with a sign: one unreadable picture is no reason to interrupt anybody.
        if (!gone) setShown({ state: 'missing' })
      }
    }
    void show(fileId)
    return () => {
      gone = true
      cache.release(fileId, variant)
    }
  }, [cache, fileId, variant])

  const frame = { width, height, borderRadius: radius }
  const empty = fileId === null || shown.state === 'missing'
  return (
    <span
      className={`${styles.photo} ${empty ? styles.noPhoto : ''} ${className ?? ''}`}
      style={frame}
      role={empty && alt ? 'img' : undefined}
      aria-label={empty && alt ? alt : undefined}
    >
      {empty ? <IconPhoto size={18} stroke={1.5} aria-hidden /> : null}
      {!empty && shown.state === 'there' ? (
        <img src={shown.url} alt={alt} style={{ objectFit: fit }} draggable={false} onLoad={onLoaded} />
      ) : null}
    </span>
  )
}
