/** Source: `GET /v1/flowlix/settings`. */
export type FlowlixSettings = {
  readonly profile: 'a' | 'b'
  readonly b_from: string | null
  readonly default_version: string | null
}

/** What the form has otherwise than it is; null for nothing. A day that is empty is taken away. */
export const settingsChanges = (before: FlowlixSettings, form: FormData): Partial<FlowlixSettings> | null => {
  const day = (name: string) => String(form.get(name) ?? '') || null
  const after: FlowlixSettings = {
    profile: form.get('profile') === 'b' ? 'b' : 'a',
    b_from: day('b_from'),
    default_version: day('default_version'),
  }
  const changed = (Object.keys(after) as (keyof FlowlixSettings)[]).filter(
    (name) => after[name] !== before[name],
  )
  return changed.length === 0 ? null : Object.fromEntries(changed.map((name) => [name, after[name]]))
}
