package support;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** A collection of MongoDB, and whom it knows us as; user: null where the address says it. */
public record MongoTarget(String url, String database, String collection, String user, String password)
        implements Serializable {
    private static final int TIMEOUT_SECONDS = 30;

    public MongoTarget(String url, String database, String collection) {
        this(url, database, collection, null, null);
    }

    /** A connection; what the address says of timeouts counts. */
    public MongoClient connect() {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyToSocketSettings(socket -> socket.connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(new ConnectionString(url));
        if (user != null) {
            settings.credential(MongoCredential.createCredential(user, "admin", password.toCharArray()));
        }
        return MongoClients.create(settings.build());
    }

    public MongoCollection<BsonDocument> in(MongoClient client) {
        return client.getDatabase(database).getCollection(collection, BsonDocument.class);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return database + "." + collection;
    }
}
