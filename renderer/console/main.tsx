import { z } from 'zod'
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '../theme/colours.css'
import '../theme/base.css'

// Before any schema is made: zod would otherwise try `new Function`, which the content security policy refuses (as in ../main.tsx).
z.config({ jitless: true })
const { start } = await import('./app.tsx')
start(document.getElementById('root')!)
