/** The part of Kibana 8.12's triggersActionsUi plugin that forms of rules use. */
declare module '@kbn/triggers-actions-ui-plugin/public' {
  import type { ComponentType, LazyExoticComponent } from 'react';

  export interface RuleTypeParamsExpressionProps<Params> {
    ruleParams: Partial<Params>;
    setRuleParams<Name extends keyof Params>(name: Name, value: Params[Name] | undefined): void;
    errors: Record<string, string[] | undefined>;
  }

  export interface RuleTypeModel<Params> {
    id: string;
    description: string;
    iconClass: string;
    documentationUrl: string | null;
    /** Whether rules can only be made in the app. */
    requiresAppContext: boolean;
    validate(params: Partial<Params>): { errors: Record<string, string[]> };
    ruleParamsExpression: LazyExoticComponent<ComponentType<RuleTypeParamsExpressionProps<Params>>>;
    defaultActionMessage?: string;
    defaultRecoveryMessage?: string;
  }

  export interface TriggersAndActionsUISetup {
    ruleTypeRegistry: { register<Params>(model: RuleTypeModel<Params>): void };
  }
}
