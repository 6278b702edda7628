import { Photo } from '../components/show/photo.tsx'
import { initialsOf } from '../modules/auth/initials.ts'
import styles from './palette.module.css'
import type { PaletteEntry } from './use-palette-entries.tsx'

export function PaletteIcon({ entry }: { entry: PaletteEntry }) {
  const { sign } = entry
  if (sign.kind === 'photo') return <Photo fileId={sign.fileId} alt="" width={34} height={24} radius={4} />
  if (sign.kind === 'person')
    return (
      <span className={styles.initials} aria-hidden>
        {initialsOf(entry.title)}
      </span>
    )
  const Icon = sign.icon
  return (
    <span className={styles.icon}>
      <Icon size={17} stroke={1.7} aria-hidden />
    </span>
  )
}
