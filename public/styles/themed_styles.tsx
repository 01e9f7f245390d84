import { Global } from '@emotion/react';
import { useEuiTheme, type EuiThemeComputed } from '@elastic/eui';

/** Classes made of theme tokens only. */
export function ThemedStyles({ styles }: { styles: ((theme: EuiThemeComputed) => string)[] }) {
  const { euiTheme, colorMode } = useEuiTheme();
  const { colors } = euiTheme;
  // EUI's subdued text is too faint on its dark panels: 4.4:1 where 4.5:1 is needed.
  const subduedText = colorMode === 'DARK' ? colors.darkShade : colors.subduedText;
  const theme = { ...euiTheme, colors: { ...colors, subduedText } };
  return <Global styles={styles.map((style) => style(theme))} />;
}
