import { Component, type ReactNode } from "react";
import i18next from "i18next";

/** A bug in one page leaves the rest standing. */
export class Boundary extends Component<{ children: ReactNode; place: string }, { broken: boolean; place: string }> {
  override state = { broken: false, place: this.props.place };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  static getDerivedStateFromProps(props: { place: string }, state: { place: string }) {
    return props.place === state.place ? null : { broken: false, place: props.place };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>{i18next.t("failure.page")}</p>
        <button type="button" className="plain" onClick={() => location.reload()}>
          {i18next.t("state.reload")}
        </button>
      </div>
    );
  }
}
