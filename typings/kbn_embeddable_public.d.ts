/** The part of Kibana 8.12's `embeddable` plugin that this plugin uses: panels as classes, gone in 8.18. */
declare module '@kbn/embeddable-plugin/public' {
  import type { Observable } from 'rxjs';

  /** What a dashboard gives its panels, beside what is saved with each. */
  export interface EmbeddableInput {
    id: string;
    title?: string;
    viewMode?: 'view' | 'edit';
    lastReloadRequestTime?: number;
    disableTriggers?: boolean;
    timeRange?: { from: string; to: string };
    /** The part of the period that the time slider shows, in epoch milliseconds. */
    timeslice?: [number, number];
    query?: { query: string | object; language: string };
    filters?: unknown[];
  }

  export interface EmbeddableOutput {
    title?: string;
    loading?: boolean;
    rendered?: boolean;
    editable?: boolean;
    /** "Edit" asks the factory's `getExplicitInput`. */
    editableWithExplicitInput?: boolean;
  }

  export interface IContainer {
    readonly id: string;
  }

  export abstract class Embeddable<Input extends EmbeddableInput = EmbeddableInput> {
    constructor(input: Input, output: EmbeddableOutput, parent?: IContainer);
    abstract readonly type: string;
    readonly id: string;
    protected readonly renderComplete: {
      dispatchInProgress(): void;
      dispatchComplete(): void;
      dispatchError(): void;
    };
    getInput(): Readonly<Input>;
    getInput$(): Observable<Readonly<Input>>;
    protected updateOutput(change: Partial<EmbeddableOutput>): void;
    /** Whether the dashboard waits for `loading: false`. */
    reportsEmbeddableLoad(): boolean;
    render(element: HTMLElement): void;
    /** Asked for by the dashboard's refresh. */
    abstract reload(): void;
    destroy(): void;
  }

  export interface EmbeddableFactoryDefinition<Input extends EmbeddableInput = EmbeddableInput> {
    readonly type: string;
    isEditable(): Promise<boolean>;
    getDisplayName(): string;
    getDescription?(): string;
    getIconType?(): string;
    /** What is to be saved with a panel; rejects where nothing is to be done. */
    getExplicitInput?(initialInput?: Partial<Input>, parent?: IContainer): Promise<Partial<Input>>;
    create(input: Input, parent?: IContainer): Promise<Embeddable<Input>>;
  }

  export interface EmbeddableSetup {
    /** Not there in releases that know no classes. */
    registerEmbeddableFactory?: <Input extends EmbeddableInput>(
      type: string,
      factory: EmbeddableFactoryDefinition<Input>,
    ) => void;
  }

  export interface EmbeddableStart {
    /** Not there in releases that know no classes. */
    getEmbeddableFactory?: (type: string) => object | undefined;
    getStateTransfer(): {
      /** Opens an app and hands it a panel to add. */
      navigateToWithEmbeddablePackage(
        appId: string,
        options: {
          path?: string;
          state: { type: string; input: object; size?: { width?: number; height?: number } };
        },
      ): Promise<void>;
    };
  }
}
