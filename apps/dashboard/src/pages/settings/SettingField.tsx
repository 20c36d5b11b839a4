import { SelectField, TextAreaField, TextField } from '../../parts/Field.tsx'
import type { Setting } from './setting-forms.ts'

const defaultChoice = { value: '', words: 'Default' }
const yesOrNo = [
  { value: 'true', words: 'Yes' },
  { value: 'false', words: 'No' },
]

/** The field of one setting. */
export const SettingField = ({
  group,
  setting,
  value,
}: {
  group: string
  setting: Setting
  value: string
}) => {
  const wiring = {
    label: setting.label,
    name: setting.name,
    param: `${group}.${setting.name}`,
    defaultValue: value,
  }
  switch (setting.kind) {
    case 'yes_no':
      return <SelectField {...wiring} choices={[defaultChoice, ...yesOrNo]} />
    case 'choice':
      return <SelectField {...wiring} choices={[defaultChoice, ...setting.choices]} />
    case 'colour':
      return <TextField {...wiring} placeholder="Default" pattern="#[0-9a-fA-F]{6}" title="Such as #0b6648" />
    case 'whole':
      return (
        <TextField
          {...wiring}
          type="number"
          min={setting.least}
          max={setting.most}
          step={1}
          placeholder="Default"
        />
      )
    case 'text':
      return <TextAreaField {...wiring} rows={2} maxLength={setting.most} placeholder="Nothing" />
  }
}
