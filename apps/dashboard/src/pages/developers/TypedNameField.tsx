import { TextField } from '../../parts/Field.tsx'
import { escapedPattern } from './escaped-pattern.ts'

/** A name to type before something is done that cannot be undone. */
export const TypedNameField = ({ name }: { name: string }) => (
  <TextField
    label={`Type “${name}” to confirm`}
    name="typed_name"
    required
    pattern={escapedPattern(name)}
    title={`Type ${name}`}
    spellCheck={false}
  />
)
