import { Icon } from './Icon.tsx'

/** Points down while the `details` of class `group` around it is open. Browsers draw no mark of their own in a row of items. */
export const OpenMark = () => (
  <span className="text-ink-soft transition-transform group-open:rotate-90">
    <Icon name="right" sizePx={14} />
  </span>
)
