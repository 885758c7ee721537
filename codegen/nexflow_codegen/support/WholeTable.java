package support;

import java.io.Serializable;
import org.apache.flink.connector.jdbc.split.JdbcParameterValuesProvider;

/**
 * A query without parameters, asked once: the connector would ask it anew when a job goes on from a checkpoint,
 * besides what the checkpoint has left of it.
 */
public final class WholeTable implements JdbcParameterValuesProvider {
    private static final long serialVersionUID = 1L;

    private boolean asked;

    @Override
    public Serializable[][] getParameterValues() {
        int times = asked ? 0 : 1;
        // A job that starts again without a checkpoint has the same object, and is told of no state.
        asked = false;
        return new Serializable[times][0];
    }

    @Override
    public Serializable getLatestOptionalState() {
        return true;
    }

    @Override
    public void setOptionalState(Serializable state) {
        asked = Boolean.TRUE.equals(state);
    }
}
